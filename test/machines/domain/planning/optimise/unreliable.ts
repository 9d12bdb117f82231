import {
  OutOfTime,
  SolverFailure,
  type IntegerResult,
  type LinearResult,
  type Solver,
} from '../../../../../machines/domain/planning/optimise/solver.ts';

interface Ways {
  /** Before each solve, with its number from 0. */
  readonly before?: (call: number) => void;
  readonly linear?: (result: LinearResult, call: number) => LinearResult;
  readonly integer?: (result: IntegerResult, call: number) => IntegerResult;
}

/** A real solver, with something between it and who asks. */
export function unreliable(solver: Solver, { before, linear, integer }: Ways): Solver {
  let calls = 0;
  return {
    program(rows) {
      const program = solver.program(rows);
      return {
        addRows: (more) => program.addRows(more),
        addColumns: (columns) => program.addColumns(columns),
        changeCosts: (costs) => program.changeCosts(costs),
        dispose: () => program.dispose(),
        solve() {
          const call = calls++;
          before?.(call);
          const result = program.solve();
          return linear?.(result, call) ?? result;
        },
      };
    },
    integer(model) {
      const call = calls++;
      before?.(call);
      const result = solver.integer(model);
      return integer?.(result, call) ?? result;
    },
  };
}

/** From a call on: it does not come back, or just this once. */
export function outOfTimeAt(solver: Solver, at: number, isOnce: boolean): Solver {
  return unreliable(solver, {
    before(call) {
      if (call === at || (!isOnce && call > at)) throw new OutOfTime('The time is up.');
    },
  });
}

export function failingAt(solver: Solver, at: number): Solver {
  return unreliable(solver, {
    before(call) {
      if (call === at) throw new SolverFailure('It broke.');
    },
  });
}

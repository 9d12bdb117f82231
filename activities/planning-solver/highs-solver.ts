import type { Highs, Model } from 'highs';
import {
  OutOfTime,
  SolverFailure,
  type Bounds,
  type Column,
  type IntegerModel,
  type IntegerResult,
  type Program,
  type Solver,
} from '../../machines/domain/planning/optimise/solver.ts';

export interface HighsLimits {
  /** Milliseconds left, asked anew before each solve. */
  readonly left: () => number;
}

/** HiGHS as the solver of the optimiser's programs. */
export function highsSolver(highs: Highs, { left }: HighsLimits): Solver {
  const { infinity, constants } = highs;
  const bound = (value: number) => (Number.isFinite(value) ? value : Math.sign(value) * infinity);
  const seconds = () => {
    const milliseconds = left();
    if (milliseconds <= 0) throw new OutOfTime('The time is up.');
    return milliseconds / 1000;
  };
  const modelOf = (rows: readonly Bounds[]): Model => {
    const model = highs.createModel();
    model.options.set({ output_flag: false });
    addRows(model, rows, bound);
    return model;
  };
  return {
    program(rows): Program {
      const model = modelOf(rows);
      let first = true;
      return {
        addRows: (more) => addRows(model, more, bound),
        addColumns: (columns) => addColumns(model, columns),
        changeCosts: (costs) => {
          if (costs.length === 0) return;
          model.changeColsCost({ kind: 'range', from: 0, to: costs.length - 1 }, costs);
        },
        solve() {
          model.zeroAllClocks();
          model.options.set({ time_limit: seconds(), ...(first ? {} : { simplex_strategy: 4 }) });
          first = false;
          const { modelStatus } = model.run();
          if (modelStatus === constants.modelStatus.timeLimit) throw new OutOfTime('The time is up.');
          if (modelStatus !== constants.modelStatus.optimal) {
            throw new SolverFailure(`A linear program ended with status ${modelStatus}.`);
          }
          const { colValue, rowDual } = model.getSolution();
          return { values: colValue, duals: rowDual };
        },
        dispose: () => model.dispose(),
      };
    },
    integer({ rows, columns, start }: IntegerModel): IntegerResult {
      const model = modelOf(rows);
      try {
        addColumns(model, columns);
        if (columns.length > 0) {
          model.changeColsIntegrality(
            { kind: 'range', from: 0, to: columns.length - 1 },
            columns.map(() => constants.variableType.integer),
          );
        }
        model.options.set({ time_limit: seconds(), mip_rel_gap: 0, mip_abs_gap: 0.5 });
        if (start !== null) model.setSolution({ colValue: start });
        const { modelStatus } = model.run();
        const isFeasible = model.info.get('primal_solution_status') === constants.solutionStatus.feasible;
        const values = isFeasible ? model.getSolution().colValue : null;
        if (modelStatus === constants.modelStatus.optimal && values !== null)
          return { status: 'optimal', values };
        if (modelStatus === constants.modelStatus.infeasible) return { status: 'infeasible' };
        if (modelStatus === constants.modelStatus.timeLimit) return { status: 'stopped', values };
        throw new SolverFailure(`A whole-number program ended with status ${modelStatus}.`);
      } finally {
        model.dispose();
      }
    },
  };
}

function addRows(model: Model, rows: readonly Bounds[], bound: (value: number) => number): void {
  if (rows.length === 0) return;
  const { numCols } = model.getDimensions();
  model.addRows({
    lower: Float64Array.from(rows, ({ lower }) => bound(lower)),
    upper: Float64Array.from(rows, ({ upper }) => bound(upper)),
    matrix: {
      format: 'csr',
      numRows: rows.length,
      numCols,
      starts: new Int32Array(rows.length + 1),
      indices: new Int32Array(0),
      values: new Float64Array(0),
    },
  });
}

function addColumns(model: Model, columns: readonly Column[]): void {
  if (columns.length === 0) return;
  const { numRows } = model.getDimensions();
  const starts = new Int32Array(columns.length + 1);
  for (const [i, { rows }] of columns.entries()) starts[i + 1] = (starts[i] ?? 0) + rows.length;
  model.addCols({
    cost: Float64Array.from(columns, ({ cost }) => cost),
    lower: new Float64Array(columns.length),
    upper: Float64Array.from(columns, ({ upper }) => upper),
    matrix: {
      format: 'csc',
      numRows,
      numCols: columns.length,
      starts,
      indices: Int32Array.from(columns.flatMap(({ rows }) => rows)),
      values: Float64Array.from(columns.flatMap(({ values }) => values)),
    },
  });
}

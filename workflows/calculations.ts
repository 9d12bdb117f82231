import { currentUpdateInfo, ParentClosePolicy, startChild } from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { z } from 'zod';
import { withExamples } from '../machines/domain/example-input.ts';
import {
  calculationNoteSchema,
  mostNotes,
  type CalculationNote,
} from '../machines/domain/planning/optimise/note.ts';
import { supposalInWords } from '../machines/domain/planning/optimise/calculation-words.ts';
import { supposalSchema, type Supposal } from '../machines/domain/planning/optimise/question.ts';
import type { PlanningOverview } from '../machines/domain/planning/overview.ts';
import { suppose } from '../machines/domain/planning/optimise/suppose.ts';
import type { PlanningState } from '../machines/domain/planning/state.ts';
import { signerSchema } from '../machines/domain/written-fields.ts';
import { planningMessages, workflowTypes } from '../machines/protocol.ts';
import type { AnsweredUpdates } from './answered-updates.ts';
import type { CalculationInput, doorrekening } from './doorrekening.ts';
import type { ListedUpdate } from './listed-updates.ts';
import { logMalformed } from './malformed.ts';
import { parsed, refusal } from './refusal.ts';
import { signedInput } from './signed-input.ts';

/** What one run of the coordinator hands to the next. */
export interface CarriedCalculations {
  readonly asked: readonly Asked[];
  readonly notes: readonly CalculationNote[];
}

interface Asked extends CalculationInput {
  readonly id: string;
}

interface Calculator {
  readonly state: () => PlanningState;
  /** Business time. */
  readonly now: () => number;
  readonly answered: AnsweredUpdates<string>;
  readonly changed: () => void;
}

/** Dutch, on the planning's page. */
const underWay = 'Wordt doorgerekend.';

const optimiseSchema = z.strictObject({ door: signerSchema.optional() });

/**
 * Calculations that the desk asks for in the web interface: each is a workflow of its own, which outlives this run and
 * tells what came of it. Handlers only note what is asked; the coordinator's loop starts it.
 */
export class Calculations {
  readonly #calculator: Calculator;
  #asked: readonly Asked[];
  #notes: readonly CalculationNote[];

  constructor(calculator: Calculator, carried: CarriedCalculations | undefined) {
    this.#calculator = calculator;
    this.#asked = carried?.asked ?? [];
    this.#notes = carried?.notes ?? [];
  }

  get isEmpty(): boolean {
    return this.#asked.length === 0;
  }

  /** The newest first. */
  get notes(): readonly CalculationNote[] {
    return this.#notes;
  }

  carried(): CarriedCalculations {
    return { asked: this.#asked, notes: this.#notes };
  }

  /** Starts what was asked; each is on its way when this resolves. */
  async startAsked(): Promise<void> {
    for (const asked of this.#asked) {
      const { id, ...input } = asked;
      try {
        const started = await startChild<typeof doorrekening>(workflowTypes.calculation, {
          workflowId: id,
          args: [input],
          parentClosePolicy: ParentClosePolicy.ABANDON,
          staticSummary: supposalInWords(input.supposal),
        });
        void started.result().catch(() => this.#broken(id));
      } catch (error) {
        // As after a reset of the planning: it runs already.
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
      this.#asked = this.#asked.filter((one) => one.id !== id);
    }
  }

  /** The Updates that ask for one; there is nothing to calculate before a planning is published. */
  updates(overview: () => PlanningOverview): readonly ListedUpdate[] {
    return [
      this.#update(
        planningMessages.optimise,
        () =>
          overview().planVersion === 0
            ? null
            : withExamples(
                'Rekent de beste planning uit, en zet die klaar als voorstel. Dit duurt even; de uitkomst komt op de bladzijde van de planning.',
                [{}],
              ),
        (raw) => {
          const { door } = parsed(optimiseSchema, raw ?? {});
          return { by: door ?? 'Servicecentrum', supposal: null, submit: true };
        },
      ),
      this.#update(
        planningMessages.suppose,
        () => {
          const [first] = overview().tranches;
          if (first === undefined) return null;
          const { from, until } = first.chainTests;
          return withExamples(
            'Rekent uit wat er gebeurt bij uitval, een latere tranche of meer organisaties; er verandert niets.',
            [{ uitval: { van: from, totEnMet: until } }, { tranche: first.name, weken: 3 }, { erbij: 20 }],
          );
        },
        (raw) => {
          const { by, content } = signedInput(raw);
          const supposal: Supposal = parsed(supposalSchema, content);
          const supposed = suppose(this.#calculator.state(), supposal, this.#calculator.now());
          if (supposed.kind === 'refused') throw refusal(supposed.reason);
          return { by, supposal, submit: false };
        },
      ),
    ];
  }

  /** What a calculation tells. */
  tell(message: unknown): void {
    const note = calculationNoteSchema.safeParse(message);
    if (note.success) this.#note(note.data);
    else logMalformed('What a calculation told is malformed', note.error);
  }

  /** It ended, mostly after it told so; but not when it was terminated. */
  #broken(id: string): void {
    const note = this.#notes.find((one) => one.id === id);
    if (note?.outcome === underWay) this.#note({ ...note, outcome: 'Afgebroken, zonder uitkomst.' });
  }

  /** In the place of what was noted of the same calculation before. */
  #note(note: CalculationNote): void {
    this.#notes = [note, ...this.#notes.filter(({ id }) => id !== note.id)].slice(0, mostNotes);
    this.#calculator.changed();
  }

  #update(
    name: string,
    describe: () => string | null,
    read: (raw: unknown) => CalculationInput,
  ): ListedUpdate {
    const { answered } = this.#calculator;
    const readNow = (raw: unknown): CalculationInput => {
      if (this.#calculator.state().planVersion > 0) return read(raw);
      throw refusal(`'${name}' kan nu niet: er is nog geen planning gepubliceerd.`);
    };
    return {
      name,
      describe,
      validate(raw) {
        if (answered.earlier === null) readNow(raw);
      },
      carryOut: (raw) => {
        if (answered.earlier !== null) return answered.earlier;
        const input = readNow(raw);
        const id = `${workflowTypes.calculation}-${updateName()}`;
        const about = supposalInWords(input.supposal);
        this.#asked = [...this.#asked, { id, ...input }];
        this.#note({ id, by: input.by, about, outcome: underWay });
        return answered.remember(
          `Er wordt gerekend (${about}). De uitkomst komt op deze bladzijde, en in ${id}.`,
        );
      },
    };
  }
}

/** Of the Update being handled: nobody else's, in this run or another. */
function updateName(): string {
  return (currentUpdateInfo()?.id ?? '').replaceAll(/[^\w-]/g, '-').slice(0, 60);
}

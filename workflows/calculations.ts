import {
  currentUpdateInfo,
  defineSignal,
  defineUpdate,
  log,
  ParentClosePolicy,
  setHandler,
  startChild,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { z } from 'zod';
import {
  calculationNoteSchema,
  mostNotes,
  type CalculationNote,
} from '../machines/domain/planning/optimise/note.ts';
import { supposalInWords } from '../machines/domain/planning/optimise/calculation-words.ts';
import { supposalSchema, type Supposal } from '../machines/domain/planning/optimise/question.ts';
import { suppose } from '../machines/domain/planning/optimise/suppose.ts';
import type { PlanningState } from '../machines/domain/planning/state.ts';
import { lineSchema } from '../machines/domain/written-fields.ts';
import { planningMessages, workflowTypes } from '../machines/protocol.ts';
import type { AnsweredUpdates } from './answered-updates.ts';
import type { CalculationInput, doorrekening } from './doorrekening.ts';
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

const optimiseSchema = z.strictObject({ door: lineSchema.optional() });

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
    this.#register();
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
        await startChild<typeof doorrekening>(workflowTypes.calculation, {
          workflowId: id,
          args: [input],
          parentClosePolicy: ParentClosePolicy.ABANDON,
          staticSummary: supposalInWords(input.supposal),
        });
      } catch (error) {
        // As after a reset of the planning: it runs already.
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
      this.#asked = this.#asked.filter((one) => one.id !== id);
    }
  }

  #register(): void {
    this.#update(
      planningMessages.optimise,
      'Rekent de beste planning uit, en zet die klaar als voorstel. Dit duurt even; de uitkomst komt op de bladzijde van de planning. Voorbeeld: {"door":"A. de Vries"}',
      (raw) => {
        const { door } = parsed(optimiseSchema, raw ?? {});
        return { by: door ?? 'Servicecentrum', supposal: null, submit: true };
      },
    );
    this.#update(
      planningMessages.suppose,
      'Rekent uit wat er gebeurt bij uitval, een latere tranche of meer organisaties; er verandert niets. Voorbeelden: {"door":"A. de Vries","uitval":{"van":"2027-03-08","totEnMet":"2027-03-19"}} of {"tranche":"2027-T2","weken":3} of {"erbij":20}',
      (raw) => {
        const { by, content } = signedInput(raw);
        const supposal: Supposal = parsed(supposalSchema, content);
        const supposed = suppose(this.#calculator.state(), supposal, this.#calculator.now());
        if (supposed.kind === 'refused') throw refusal(supposed.reason);
        return { by, supposal, submit: false };
      },
    );
    setHandler(defineSignal<[unknown]>(planningMessages.calculated), (message) => {
      const note = calculationNoteSchema.safeParse(message);
      if (!note.success) {
        log.warn('What a calculation told is malformed', { issues: note.error.issues });
        return;
      }
      this.#note(note.data);
    });
  }

  /** In the place of what was noted of the same calculation before. */
  #note(note: CalculationNote): void {
    this.#notes = [note, ...this.#notes.filter(({ id }) => id !== note.id)].slice(0, mostNotes);
    this.#calculator.changed();
  }

  #update(name: string, description: string, read: (raw: unknown) => CalculationInput): void {
    const { answered } = this.#calculator;
    setHandler(
      defineUpdate<string, [unknown]>(name),
      (raw) => {
        if (answered.earlier !== null) return answered.earlier;
        const input = read(raw);
        const id = `${workflowTypes.calculation}-${updateName()}`;
        this.#asked = [...this.#asked, { id, ...input }];
        this.#note({
          id,
          by: input.by,
          about: supposalInWords(input.supposal),
          outcome: 'Wordt doorgerekend.',
        });
        return answered.remember(
          `Er wordt gerekend (${supposalInWords(input.supposal)}). De uitkomst komt op deze bladzijde, en in ${id}.`,
        );
      },
      {
        description,
        validator: (raw) => {
          if (answered.earlier === null) read(raw);
        },
      },
    );
  }
}

/** Of the Update being handled: nobody else's, in this run or another. */
function updateName(): string {
  return (currentUpdateInfo()?.id ?? '').replaceAll(/[^\w-]/g, '-').slice(0, 60);
}

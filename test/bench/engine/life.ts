import { parsePlan } from '../../../machines/domain/planning/plan-file.ts';
import { publish } from '../../../machines/domain/planning/publish.ts';
import { organisationById, registerOrganisation } from '../../../machines/domain/planning/register.ts';
import { emptyPlanning } from '../../../machines/domain/planning/state.ts';
import { nextDue } from '../../../machines/engine/step.ts';
import type { TrackContext, TrackInput } from '../../../machines/track/context.ts';
import type { BusinessEvent, TrackEvent } from '../../../machines/track/events.ts';
import { eventsFor } from '../../machines/track/samples.ts';
import { at, Planning, Simulation } from '../../machines/track/simulation.ts';

/** Without an event: only what falls due happens. */
export interface Happening {
  readonly now: number;
  readonly event: TrackEvent | null;
}

/** What could be asked of the track at some moment on its way. */
export interface Questions {
  /** After so many happenings. */
  readonly after: number;
  readonly now: number;
  readonly context: TrackContext;
  readonly events: readonly BusinessEvent[];
}

const begins = '2027-01-04';

/** A life of a track, with the real planning, that writes down what happens to it: for others to live through. */
export class Life extends Simulation {
  readonly input: TrackInput;
  readonly begins = at(begins);
  readonly happenings: Happening[] = [];
  readonly questions: Questions[] = [];

  private constructor(planning: Planning, input: TrackInput) {
    super(planning, input, begins);
    this.input = input;
  }

  static declared(): Life {
    const registered = registerOrganisation(plannedState(), { name: 'Utrecht', kind: 'gemeente' });
    if (registered.kind !== 'registered') throw new Error(registered.kind);
    const { state, id } = registered;
    const organisation = organisationById(state, id);
    if (organisation === undefined) throw new Error(`No organisation ${id}`);
    const { policy, closures } = state.plan;
    const life = new Life(new Planning(state), {
      organisation,
      begunAt: at(begins),
      settings: { policy, closures },
      usedAdviceMinutes: 0,
      liveBefore: {},
      agreement: null,
      contacts: [],
    });
    life.declare(declaration);
    return life;
  }

  override send(event: TrackEvent): void {
    this.happenings.push({ now: this.now, event });
    super.send(event);
  }

  override until(moment: number): void {
    for (let due = nextDue(this.state); due !== null && due <= moment; due = nextDue(this.state)) {
      this.happenings.push({ now: Math.max(this.now, due), event: null });
      super.until(due);
    }
    super.until(moment);
  }

  ask(): void {
    const { now, context } = this;
    this.questions.push({ after: this.happenings.length, now, context, events: eventsFor(context) });
  }
}

const declaration = {
  organisatie: { naam: 'Utrecht', soort: 'gemeente' },
  functies: {
    berichtenbox: { teststart: '2027-02-01', ingebruikname: '2027-05-03' },
    lopendeZaken: { teststart: '2027-02-15', ingebruikname: '2027-07-01' },
  },
  ondertekening: {
    persoonsnaam: 'Truus Handtekening',
    naam: 'T. Handtekening',
    functie: 'gemeentesecretaris',
    plaats: 'Utrecht',
    datum: '2027-01-02',
    handtekening: true,
  },
  contactpersonen: [
    { rol: 'projectleider', naam: 'Joke Bakker', email: 'joke.bakker@example.org', telefoon: '030-2861234' },
  ],
};

function plannedState() {
  const tranche = {
    naam: 'T1',
    van: begins,
    totEnMet: '2028-03-31',
    ketentesten: { van: '2027-02-01', totEnMet: '2028-01-31' },
    maximumOrganisaties: 3,
    tijdsloten: [{ dagen: ['dinsdag', 'donderdag'], begin: '09:00', plaatsen: 1 }],
  };
  const parsed = parsePlan({ versie: 'proef', sluitingen: [], beleid: {}, tranches: [tranche] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const published = publish(emptyPlanning, parsed.plan, at(begins));
  if (published.kind !== 'published') throw new Error(published.kind);
  return published.state;
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { taskQueue, trackId, trackMessages, workflowTypes } from '../../machines/protocol.ts';
import { currentVersion } from '../../machines/track/versions.ts';
import { Pair, refused } from '../bench/baseline/pair.ts';
import { randomFrom } from '../bench/random.ts';
import { inputsFor } from '../machines/track/samples.ts';
import { roomyPlan } from '../workflows/scenario.ts';

/**
 * The baseline of the benchmarks is worth comparing with as long as it does the same. Requests to cancel are left out:
 * the time-skipping server stands still when a run that got one continues as new.
 */

let pair: Pair;
beforeAll(async () => {
  pair = await Pair.opened();
  await pair.both((office) => office.publish(tightPlan));
});
afterAll(async () => {
  await pair.stop();
});

const [tranche] = roomyPlan.tranches;
const tightPlan = {
  ...roomyPlan,
  tranches: [
    {
      ...tranche,
      maximumOrganisaties: 4,
      tijdsloten: [{ dagen: ['dinsdag', 'donderdag'], begin: '09:00', plaatsen: 1 }],
    },
  ],
};

const names = ['Alkmaar', 'Bergen', 'Castricum', 'Diemen', 'Edam', 'Franeker'] as const;
const dates = { teststart: '2027-01-25', ingebruikname: '2027-03-01' };

function declarationOf(naam: string, functies: object) {
  const signature = { persoonsnaam: 'J. Bakker', naam: 'J. Bakker', functie: 'directeur', plaats: naam };
  return {
    organisatie: { naam, soort: 'gemeente' },
    functies,
    ondertekening: { ...signature, datum: '2026-12-15', handtekening: true },
    contactpersonen: [
      { rol: 'projectleider', naam: 'P. Smit', email: 'p.smit@example.org' },
      { rol: 'tekenbevoegde', naam: 'J. Bakker', email: 'j.bakker@example.org' },
    ],
  };
}

/** A script that finds its way by what is possible: the same in both, as long as they do the same. */
class Script {
  readonly #random: () => number;
  readonly #seen: Map<string, number>;
  #sent = 0;
  #last: {
    readonly name: string;
    readonly input: unknown;
    readonly updateId: string;
    readonly answer: string;
  } | null = null;

  /** `seen`: counts what was sent, by what came of it. */
  constructor(seed: number, seen: Map<string, number>) {
    this.#random = randomFrom(seed);
    this.#seen = seen;
  }

  pick<One>(from: readonly One[]): One {
    const one = from[Math.floor(this.#random() * from.length)];
    if (one === undefined) throw new Error('Nothing to pick from');
    return one;
  }

  chance(part: number): boolean {
    return this.#random() < part;
  }

  async step(id: string): Promise<void> {
    if (this.chance(0.08)) return await this.fromOutside(id);
    const offers = await pair.offers(id);
    const forward = offers.filter(({ vooruit }) => vooruit);
    if (offers.length === 0) return;
    const offer = this.pick(forward.length > 0 && this.chance(0.75) ? forward : offers);
    const input = {
      door: 'A. de Vries',
      ...(offer.functie === null ? {} : { functie: offer.functie }),
      ...this.pick(inputsFor(offer)),
    };
    await this.send(id, offer.naam, input);
  }

  async send(id: string, name: string, input: unknown): Promise<void> {
    const updateId = `opdrachtregel-${++this.#sent}`;
    const answer = await pair.update(id, name, input, updateId);
    const what = answer.includes(refused) ? `${name}${refused}` : name;
    this.#seen.set(what, (this.#seen.get(what) ?? 0) + 1);
    this.#last = { name, input, updateId, answer };
    if (this.chance(0.1)) await this.again(id);
  }

  /** What is sent twice is done once, also when another run has begun. */
  async again(id: string): Promise<void> {
    if (this.#last === null) return;
    const { name, input, updateId, answer } = this.#last;
    const again = await pair.update(id, name, input, updateId);
    if (again !== answer) throw new Error(`${name} twice: ${answer}, ${again}`);
  }

  async fromOutside(id: string): Promise<void> {
    const mail = { id: this.pick(['a', 'b', 'c', 'd', 'e', 'f']).repeat(64) };
    switch (this.pick(['reply', 'bounce', 'unlisted', 'declare'])) {
      case 'reply': {
        const attachments = { count: 0, names: [] };
        const from = {
          name: 'P. Smit',
          email: 'p.smit@example.org',
          subject: 'Vraag',
          text: 'Kan het later?',
        };
        return await this.send(id, trackMessages.reply, { ...mail, ...from, shortened: false, attachments });
      }
      case 'bounce': {
        const failures = [{ address: 'p.smit@example.org', permanent: this.chance(0.5), reason: 'vol' }];
        return await this.send(id, trackMessages.bounce, { ...mail, failures, sentTo: null });
      }
      case 'unlisted':
        return await this.send(id, this.pick(['Hervatten', 'Heropenen', 'Bestaat niet']), {
          door: 'A. de Vries',
        });
      case 'declare': {
        const functies = { lopendeZaken: dates };
        await pair.both((office) =>
          office.declare(declarationOf(id.slice('gemeente-'.length), functies)).then(
            () => null,
            (error: unknown) => String(error),
          ),
        );
      }
    }
  }
}

const seen = new Map<string, number>();

describe('the baseline and the machine, on a server each', () => {
  it('come to the same mails, states, reservations and histories, with the same random script', async () => {
    const script = new Script(20270104, seen);
    const ids: string[] = [];
    for (const [i, naam] of names.entries()) {
      const functies = i % 2 === 0 ? { berichtenbox: dates, lopendeZaken: dates } : { berichtenbox: dates };
      ids.push((await pair.both((office) => office.declare(declarationOf(naam, functies)))).id);
    }
    for (let round = 0; round < 7; round++) {
      for (const id of ids) {
        await script.step(id);
        await script.step(id);
        await pair.compare(id);
      }
      const days = script.pick([1, 3, 7, 14]);
      await Promise.all(pair.offices.map((office) => office.skipDays(days)));
      for (const id of ids) await pair.compare(id);
      await pair.comparePlanning();
    }
    for (const id of ids) {
      const runs = await pair.compareHistories(id);
      expect(runs.flatMap(({ asked }) => asked).length).toBeGreaterThan(10);
    }
  });

  // The last: after a run that ended with mail under way this server skips no time any more. Nor does it take the answer
  // to an Update in the task that continues as new, unless the Update came in that task: so it is no random script.
  it('do so too when they continue as new over and over', async () => {
    const script = new Script(42, seen);
    const id = await begun('Gouda');
    await pair.both((office) => office.declare(declarationOf('Gouda', { berichtenbox: dates })));
    const noted = { tekst: 'Gesproken' };
    for (const [name, input = {}] of [
      ['Intentieverklaring goedkeuren'],
      ['Akkoord vastleggen'],
      ['Impactanalyse overslaan'],
      ['Contactmoment vastleggen', noted],
      ['Documenten ontvangen'],
      ['Contactmoment vastleggen', noted],
      ['Documenten goedkeuren'],
      ['Opschorten', { reden: 'Verhuizing' }],
      ['Hervatten'],
    ] as const) {
      await script.send(id, name, { door: 'A. de Vries', ...input });
      await script.again(id);
      await pair.compare(id);
    }
    expect(await pair.compareRenewed(id)).toBeGreaterThan(3);
    await pair.comparePlanning();
  });

  it('were tried with most of what people do', () => {
    const done = [...seen.keys()].filter((name) => !name.endsWith(refused));
    expect(done.length, done.join(', ')).toBeGreaterThan(20);
    expect(seen.size).toBeGreaterThan(done.length);
  });
});

/** A track that is soon long enough to continue as new. */
async function begun(naam: string): Promise<string> {
  return await pair.both(async (office) => {
    const { env, clock } = office;
    const { organisation, settings, usedAdviceMinutes, live, agreement } = await office.lookUp(naam);
    const known = { settings, usedAdviceMinutes, liveBefore: live, agreement, contacts: [] };
    const start = { organisation, begunAt: clock.anchorBusiness, ...known };
    await env.client.workflow.start(workflowTypes.track, {
      workflowId: trackId(organisation.id),
      taskQueue,
      args: [{ clock, historyLimit: 20, version: currentVersion, start }],
    });
    return organisation.id;
  });
}

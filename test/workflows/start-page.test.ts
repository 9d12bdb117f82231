import { WorkflowUpdateFailedError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isoDate } from '../../machines/domain/dates.ts';
import { filledIn } from '../machines/desk/filled-in.ts';
import { ApplicationFailure } from '@temporalio/common';
import { deskId, deskMessages, refusals } from '../../machines/protocol.ts';
import { hasStatus } from '../../worker/server/grpc-status.ts';
import { openOffice, type Office } from './office.ts';
import { declarationOf, plan } from './papers.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice({ deskHistoryLimit: 40 });
});
afterAll(async () => {
  await office.stop();
});

const handle = () => office.env.client.workflow.getHandle(deskId);
/** As the command line does it: whoever is asked back comes back. */
async function declareUntilTaken(name: string): ReturnType<Office['declare']> {
  for (;;) {
    try {
      return await office.declare(declarationOf(name));
    } catch (error) {
      const cause = error instanceof WorkflowUpdateFailedError ? error.cause : null;
      const isAskedBack = cause instanceof ApplicationFailure && cause.type === refusals.renewing;
      if (!isAskedBack && !isContinuing(error)) throw error;
    }
  }
}

/** Of the desk, from its first run to this one. */
async function lengthsOfRuns(): Promise<readonly number[]> {
  const lengths: number[] = [];
  let runId: string | undefined;
  do {
    const { events } = await office.env.client.workflow.getHandle(deskId, runId).fetchHistory();
    lengths.unshift(events?.length ?? 0);
    runId = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? undefined;
  } while (runId !== undefined && runId !== '');
  return lengths;
}

/** What the server says while the run ends. */
function isContinuing(error: unknown): boolean {
  return error instanceof Error && hasStatus(error.cause ?? error, 'FAILED_PRECONDITION');
}

interface Metadata {
  readonly currentDetails?: string;
  readonly definition: { readonly updateDefinitions: readonly { name: string; description: string }[] };
}
const metadata = () => handle().query<Metadata>('__temporal_workflow_metadata');
const page = async () => (await metadata()).currentDetails ?? '';

describe('the start page of the desk', () => {
  it('knows the tranches as soon as somebody is registered, and tells the answer, over continue-as-new', async () => {
    await office.publish(plan);
    await vi.waitFor(async () => expect(await page()).toContain('Lijsten'));
    const { antwoord } = await office.declare(filledIn(isoDate('2027-01-04')));
    const { runId } = await handle().describe();
    for (const name of ['Ede', 'Rhenen', 'Zeist']) await office.declare(declarationOf(name));
    await vi.waitFor(async () => expect((await handle().describe()).runId).not.toBe(runId));
    const shown = await page();
    for (const { naam } of plan.tranches) expect(shown).toContain(`[${naam}](namespaces/default/workflows?`);
    expect(shown).toContain('[Zwolle](namespaces/default/workflows/aansluittraject-gemeente-zwolle)');
    expect(antwoord).toMatch(/^gemeente-zwolle: Vastgelegd\./);
    expect(shown.indexOf('[Zeist]')).toBeLessThan(shown.indexOf('[Zwolle]'));
    await office.replay(deskId);
  });

  it('is registered at by many at once for as long as they like: whoever comes when it must go on first is asked back', async () => {
    const names = Array.from({ length: 60 }, (_, at) => `Dorp ${at}`);
    const lane = async (): Promise<void> => {
      for (let name = names.pop(); name !== undefined; name = names.pop()) {
        const { antwoord } = await declareUntilTaken(name);
        expect(antwoord).toMatch(/^gemeente-dorp-\d+: Vastgelegd\./);
      }
    };
    await Promise.all([lane(), lane(), lane(), lane()]);
    const lengths = await lengthsOfRuns();
    expect(lengths.length).toBeGreaterThan(3);
    // Overdue is 80, and four were under way then; all of them in one run would be some 700.
    expect(Math.max(...lengths)).toBeLessThan(240);
    await office.replay(deskId);
  });

  it('has one Update, with its input in its description', async () => {
    const { definition } = await metadata();
    const [update, ...others] = definition.updateDefinitions.filter(({ name }) => name !== '');
    expect(others).toEqual([]);
    expect(update?.name).toBe(deskMessages.register);
    expect(update?.description).toContain(
      '"organisatie":{"naam":"VUL IN: naam van de organisatie","soort":"gemeente"}',
    );
  });

  it.each([
    [undefined, /^Invoer: verwacht een groep velden, gevonden: niets\.$/m],
    ['Zwolle', /^Invoer: verwacht .+, gevonden: 'Zwolle'\.$/m],
    [{ ...declarationOf('Soest'), door: 5 }, /^door: verwacht tekst, gevonden: het getal 5 .+\.$/m],
    [
      { ...declarationOf('Soest'), ontvangen: { op: '2027-02-30' } },
      /^ontvangen\.op: verwacht .+, gevonden: '2027-02-30'\.$/m,
    ],
    [
      { ...declarationOf('Soest'), ontvangen: { op: '2027-01-05' } },
      /^ontvangen\.op: verwacht een datum tot en met vandaag \(.+\), gevonden: 2027-01-05\.$/m,
    ],
    [
      { ...declarationOf('Soest'), ontvangen: { via: 'fax' } },
      /^ontvangen\.via: verwacht .+, gevonden: 'fax'\.$/m,
    ],
    [{ ...declarationOf('Soest'), kleur: 'rood' }, /^kleur: verwacht een van de velden .+, gevonden: /m],
  ])('refuses %j in Dutch, with field, expected and found, and without a stack', async (input, sentence) => {
    const error: unknown = await handle()
      .executeUpdate(deskMessages.register, { args: [input] })
      .catch((reason: unknown) => reason);
    if (!(error instanceof WorkflowUpdateFailedError)) throw new Error(`Not refused: ${String(error)}`);
    const failure = error.cause;
    expect(failure?.message).toMatch(sentence);
    expect(failure?.message).not.toMatch(/[Ii]nvalid|[Ee]xpected|undefined|\bat /);
    expect(failure?.stack ?? '').not.toMatch(/\.ts:\d+/);
  });
});

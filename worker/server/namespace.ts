import { type Connection, isGrpcServiceError } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';

import { UserError } from '../user-error.ts';
import { hasStatus, type Status } from './grpc-status.ts';
import type { Report } from './report.ts';
import type { Retention } from './retention.ts';

/**
 * Temporal's types of search attributes, with their numbers in its API (`IndexedValueType`, fixed by the protocol);
 * the names are those of its command line.
 */
const INDEXED_TYPES = {
  Text: 1,
  Keyword: 2,
  Int: 3,
  Double: 4,
  Bool: 5,
  Datetime: 6,
  KeywordList: 7,
} as const;

export type IndexedType = keyof typeof INDEXED_TYPES;

/** Search attributes by name. */
export type SearchAttributes = Readonly<Record<string, IndexedType>>;

/** What a namespace has, against what we need. */
export type NamespaceInspection =
  | { kind: 'absent' }
  | {
      kind: 'present';
      missing: string[];
      conflicting: { name: string; wanted: IndexedType; found: string }[];
      retentionDays: number;
    };

interface NamespaceNeeds {
  connection: Pick<Connection, 'workflowService' | 'operatorService'>;
  namespace: string;
  searchAttributes: SearchAttributes;
}

const DAY_S = 86_400;

/** Looks, and changes nothing. */
export async function inspectNamespace(needs: NamespaceNeeds): Promise<NamespaceInspection> {
  const { connection, namespace, searchAttributes } = needs;
  try {
    const described = await connection.workflowService.describeNamespace({ namespace });
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    const known = new Map<string, number>(Object.entries(customAttributes));
    const wanted = Object.entries(searchAttributes);
    return {
      kind: 'present',
      missing: wanted.flatMap(([name]) => (known.has(name) ? [] : [name])),
      conflicting: wanted.flatMap(([name, type]) => {
        const number = known.get(name);
        return number === undefined || number === INDEXED_TYPES[type]
          ? []
          : [{ name, wanted: type, found: typeName(number) }];
      }),
      retentionDays: Number(described.config?.workflowExecutionRetentionTtl?.seconds ?? 0) / DAY_S,
    };
  } catch (cause) {
    if (hasStatus(cause, 'NOT_FOUND')) return { kind: 'absent' };
    throw refused(namespace, 'bekijken', cause);
  }
}

/**
 * For a namespace that others own, and that we therefore only look at.
 * @throws UserError when it does not have what we need, with what the administrator is to do.
 */
export async function requirePrepared(needs: NamespaceNeeds): Promise<void> {
  const { namespace } = needs;
  const found = await inspectNamespace(needs);
  if (found.kind === 'absent') {
    throw new UserError(
      `De namespace ${namespace} bestaat niet op deze server: maak hem met \`traject inrichten\`, of kies een andere met TEMPORAL_NAMESPACE.`,
    );
  }
  requireNoConflict(namespace, found.conflicting);
  if (found.missing.length > 0) {
    throw new UserError(
      `In de namespace ${namespace} ontbreken zoekattributen (${found.missing.join(', ')}): voer eerst \`traject inrichten\` uit.`,
    );
  }
}

/**
 * Gives the namespace what we need: makes it when absent, adds missing search attributes, sets the retention for
 * workflows that close from then on, and waits until all of it can be used. Doing it again changes nothing.
 *
 * @throws UserError when a search attribute exists with another type (then nothing is changed), or the server refuses.
 */
export async function prepareNamespace(
  needs: NamespaceNeeds & { retention: Retention; report: Report },
): Promise<void> {
  const { connection, namespace, searchAttributes, retention, report } = needs;
  const retentionTtl = msToTs(retention.days * DAY_S * 1_000);
  const found = await inspectNamespace(needs);
  if (found.kind === 'present') requireNoConflict(namespace, found.conflicting);
  try {
    if (found.kind === 'absent') {
      report(`Namespace ${namespace} wordt gemaakt.`);
      await connection.workflowService
        .registerNamespace({ namespace, workflowExecutionRetentionPeriod: retentionTtl })
        .catch((error: unknown) => {
          if (!hasStatus(error, 'ALREADY_EXISTS')) throw error;
        });
    } else if (mustChange(found.retentionDays, retention)) {
      report(
        `Trajecten die vanaf nu sluiten, blijven ${retention.days} dagen bewaard (dat was ${found.retentionDays}).`,
      );
      await connection.workflowService.updateNamespace({
        namespace,
        config: { workflowExecutionRetentionTtl: retentionTtl },
      });
    }
    const missing = found.kind === 'absent' ? Object.keys(searchAttributes) : found.missing;
    if (missing.length > 0) {
      report(`Zoekattributen worden toegevoegd: ${missing.join(', ')}.`);
      await whenKnown(['NOT_FOUND'], () =>
        connection.operatorService.addSearchAttributes({
          namespace,
          searchAttributes: Object.fromEntries(
            Object.entries(searchAttributes).flatMap(([name, type]) =>
              missing.includes(name) ? [[name, INDEXED_TYPES[type]]] : [],
            ),
          ),
        }),
      );
    }
    // A server reads its own namespaces and attributes anew every few seconds: until then a query is refused.
    const query = Object.keys(searchAttributes)
      .map((name) => `\`${name}\` IS NULL`)
      .join(' AND ');
    await whenKnown(['NOT_FOUND', 'INVALID_ARGUMENT'], () =>
      connection.workflowService.countWorkflowExecutions({ namespace, query }),
    );
  } catch (cause) {
    throw refused(namespace, 'inrichten', cause);
  }
}

function mustChange(now: number, { days, isExact }: Retention): boolean {
  return isExact ? now !== days : now < days;
}

const PATIENCE_MS = 60_000;
const PAUSE_MS = 200;

/** Tries again while the server, by these statuses, does not know yet what was just added; gives up with its last refusal. */
async function whenKnown(unknownYet: readonly Status[], attempt: () => Promise<unknown>): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (!hasStatus(error, ...unknownYet) || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

function requireNoConflict(
  namespace: string,
  conflicting: Extract<NamespaceInspection, { kind: 'present' }>['conflicting'],
): void {
  if (conflicting.length === 0) return;
  const list = conflicting.map(
    ({ name, wanted, found }) => `${name} (verwacht ${wanted}, gevonden ${found})`,
  );
  throw new UserError(
    `In de namespace ${namespace} bestaan zoekattributen met een ander type: ${list.join(', ')}. Kies een andere namespace met TEMPORAL_NAMESPACE, of laat de beheerder ze hernoemen.`,
  );
}

function typeName(number: number): string {
  const [name] = Object.entries(INDEXED_TYPES).find(([, value]) => value === number) ?? [];
  return name ?? `type ${number}`;
}

function refused(namespace: string, action: 'bekijken' | 'inrichten', cause: unknown): unknown {
  if (!isGrpcServiceError(cause)) return cause;
  return new UserError(
    `De Temporal-server laat de namespace ${namespace} niet ${action}: ${cause.details.split('\n', 1)[0] ?? ''} ` +
      '(is er wel toestemming voor?).',
    { cause },
  );
}

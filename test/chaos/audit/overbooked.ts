import { z } from 'zod';
import type { Recorded } from '../records.ts';
import { runsOf, type Evidence, type Finding } from './evidence.ts';

/** No slot and no tranche has more than the published planning has room for: not at the end, and at no moment before. */
export function auditOverbooked(evidence: Evidence): readonly Finding[] {
  const places: Places = new Map();
  for (const { organisation, function: fn, slot, tranche } of evidence.reservations)
    places.set(`${organisation}/${fn}`, { slot, tranche, generation: 0 });
  const atTheEnd = excess(places, evidence.room).map((text) => finding(text, 'at the end'));
  return [...atTheEnd, ...onTheWay(evidence)];
}

interface Placed {
  readonly slot: string | null;
  /** In which it counts. */
  readonly tranche: string | null;
  readonly generation: number;
}
/** By organisation and function. */
type Places = Map<string, Placed>;

const finding = (text: string, when: string): Finding => ({ fault: 'overbooked', about: text, text: when });

function excess(places: Places, room: Evidence['room']): readonly string[] {
  const bySlot = new Map<string, number>();
  const byTranche = new Map<string, Set<string>>();
  for (const [key, { slot, tranche }] of places) {
    if (slot !== null) bySlot.set(slot, (bySlot.get(slot) ?? 0) + 1);
    if (tranche === null) continue;
    const members = byTranche.get(tranche) ?? new Set();
    byTranche.set(tranche, members.add(key.split('/')[0] ?? ''));
  }
  const slots = [...bySlot].filter(([slot, taken]) => taken > (room[trancheOf(slot)]?.places ?? 0));
  const tranches = [...byTranche].filter(
    ([name, members]) => members.size > (room[name]?.organisations ?? 0),
  );
  return [...slots, ...tranches].map(([name]) => name);
}

function trancheOf(slot: string): string {
  return slot.split('.')[0] ?? '';
}

const requestSchema = z.object({
  kind: z.string(),
  organisation: z.string(),
  function: z.string().optional(),
  what: z.string().optional(),
  tranche: z.string().optional(),
});
const answerSchema = z.object({
  kind: z.string(),
  organisation: z.string(),
  function: z.string().optional(),
  generation: z.number().optional(),
  slot: z.object({ id: z.string() }).optional(),
});

/** Follows what the coordinator answered and told, one after the other. */
function onTheWay(evidence: Evidence): readonly Finding[] {
  const places: Places = new Map();
  const findings = new Map<string, Finding>();
  for (const { events } of runsOf(evidence, 'planning')) {
    const requests = new Map<string, unknown>();
    for (const event of events) {
      if (event.kind === 'taken') requests.set(event.id, event.input);
      if (!follow(places, event, requests)) continue;
      for (const text of excess(places, evidence.room))
        if (!findings.has(text)) findings.set(text, finding(text, `at ${new Date(event.at).toISOString()}`));
    }
  }
  return [...findings.values()];
}

/** Whether anybody's place changed. */
function follow(places: Places, event: Recorded, requests: ReadonlyMap<string, unknown>): boolean {
  if (event.kind !== 'replied' && event.kind !== 'signalled') return false;
  const answer = answerSchema.safeParse(event.kind === 'replied' ? event.answer : event.input);
  if (!answer.success) return false;
  const request = event.kind === 'replied' ? requestSchema.safeParse(requests.get(event.id)).data : undefined;
  const { kind, organisation, function: fn, generation = 0, slot } = answer.data;
  if (kind === 'closed') {
    for (const key of places.keys()) if (key.startsWith(`${organisation}/`)) places.delete(key);
    return true;
  }
  const key = `${organisation}/${fn ?? ''}`;
  const before = places.get(key);
  if (fn === undefined || (before !== undefined && before.generation > generation)) return false;
  const become = (placed: Omit<Placed, 'generation'>): boolean => {
    places.set(key, { ...placed, generation });
    return true;
  };
  switch (kind) {
    case 'placed':
      return slot !== undefined && become({ slot: slot.id, tranche: trancheOf(slot.id) });
    case 'waiting':
      return become({ slot: null, tranche: before?.tranche ?? null });
    case 'released': {
      const kept = request?.kind === 'rejoin' ? request.tranche : before?.tranche;
      const stays = request?.kind === 'rejoin' || request?.what === 'slot';
      return become({ slot: null, tranche: stays ? (kept ?? null) : null });
    }
    default:
      return false;
  }
}

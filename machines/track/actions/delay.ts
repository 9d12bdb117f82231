import { z } from 'zod';
import { dateOf } from '../../domain/amsterdam.ts';
import { addDays } from '../../domain/dates.ts';
import { causes } from '../../domain/vocabulary.ts';
import { causeWords } from '../../domain/words.ts';
import { toFillIn } from '../../domain/to-fill-in.ts';
import type { Connection, TrackContext } from '../context.ts';
import { canBeDelayed, canLiftDelay, canReschedule, releasable } from '../decisions/delay.ts';
import { needsNewSlot, newSlotNeededSince } from '../held-up.ts';
import { slotOf } from '../terms.ts';
import { connectionOf } from '../turn.ts';
import { action, functionOf, functionsWhere, never, type Scope } from './action.ts';
import { choice, day, slotChoice, text } from './fields.ts';
import { counterpart, withWhom } from './preparation.ts';

/** Delay and a new slot, in consultation with the consumer. */

function otherSlots(context: TrackContext, scope: Scope): readonly string[] {
  const connection = connectionOf(context, functionOf(scope));
  return connection.alternatives.map(({ id }) => id).filter((id) => id !== slotOf(connection)?.id);
}

/** The wish, or else the first alternative; a wish that can't be had any more is not replaced by another slot unasked. */
function slotToTake(context: TrackContext, scope: Scope): string | undefined {
  const slots = otherSlots(context, scope);
  const { wish } = connectionOf(context, functionOf(scope));
  return wish === null ? slots[0] : slots.find((id) => id === wish.slot);
}

/** The consumer has not been sent anything to choose from yet. */
function isToOffer(context: TrackContext, scope: Scope): boolean {
  const connection = connectionOf(context, functionOf(scope));
  return connection.offeredOn === null && newSlotNeededSince(connection) !== null;
}

function isToChoose(context: TrackContext, scope: Scope): boolean {
  const { offeredOn, wish } = connectionOf(context, functionOf(scope));
  return offeredOn !== null && wish === null;
}

/** Without a new slot the function cannot go on, or its wish waits on the desk. */
function isToAgree(context: TrackContext, scope: Scope): boolean {
  const connection = connectionOf(context, functionOf(scope));
  const isStuck =
    slotOf(connection) === null || (connection.stage === 'chainTest' && needsNewSlot(connection));
  return isStuck || connection.wish !== null;
}

function canSpeakOfSlots(connection: Connection): boolean {
  const assigning = connection.stage === 'trancheAssignment' && connection.moving === null;
  return assigning || canReschedule(connection);
}

export const delayActions = [
  action({
    name: 'Vertraging melden',
    code: 'vertraging-melden',
    description:
      'Deze functie loopt vertraging op. Alleen deze functie krijgt straks een nieuw tijdslot. Oorzaak: afnemer, leverancier of logius. Laat klaarOp weg als die dag nog niet bekend is.',
    example: (context) => ({
      reden: toFillIn('reden'),
      oorzaak: toFillIn('oorzaak'),
      klaarOp: addDays(dateOf(context.now), 60),
    }),
    forward: never,
    scopes: (context) => functionsWhere(context, canBeDelayed),
    input: (context) =>
      z.strictObject({
        reden: text(),
        oorzaak: choice(causes, causeWords).prefault('afnemer'),
        klaarOp: day({ from: dateOf(context.now) }).optional(),
      }),
    event: ({ reden, oorzaak, klaarOp }, _context, scope, actor) => ({
      type: 'delay.reported',
      function: functionOf(scope),
      reason: reden,
      cause: oorzaak,
      ready: klaarOp ?? null,
      ...actor,
    }),
  }),
  action({
    name: 'Vertraging opheffen',
    code: 'vertraging-opheffen',
    description: 'De afnemer haalt het tijdslot toch: de afspraak blijft staan.',
    example: () => ({ reden: toFillIn('reden') }),
    forward: never,
    scopes: (context) => functionsWhere(context, canLiftDelay),
    input: () => z.strictObject({ reden: text() }),
    event: ({ reden }, _context, scope, actor) => ({
      type: 'delay.lifted',
      function: functionOf(scope),
      reason: reden,
      ...actor,
    }),
  }),
  action({
    name: 'Alternatieven opvragen',
    code: 'alternatieven-opvragen',
    description: 'Vraagt de planning opnieuw om de beste vrije tijdsloten.',
    example: () => ({}),
    forward: never,
    scopes: (context) => functionsWhere(context, canSpeakOfSlots),
    input: () => z.strictObject({}),
    event: (_input, _context, scope, actor) => ({
      type: 'alternatives.requested',
      function: functionOf(scope),
      ...actor,
    }),
  }),
  action({
    name: 'Alternatieven sturen',
    code: 'alternatieven-sturen',
    description: 'Stuurt de afnemer de mogelijke tijdsloten met hun gevolgen.',
    example: () => ({}),
    forward: isToOffer,
    scopes: (context) =>
      functionsWhere(
        context,
        (connection) => canReschedule(connection) && connection.alternatives.length > 0,
      ),
    input: () => z.strictObject({}),
    event: (_input, _context, scope, actor) => ({
      type: 'alternatives.offered',
      function: functionOf(scope),
      ...actor,
    }),
  }),
  action({
    name: 'Wens vastleggen',
    code: 'wens-vastleggen',
    description: 'De afnemer heeft een voorkeur voor een nieuw tijdslot; u bevestigt die daarna.',
    example: (context, scope) => ({ tijdslot: otherSlots(context, scope)[0] }),
    forward: isToChoose,
    scopes: (context) =>
      functionsWhere(
        context,
        (connection, fn) => canReschedule(connection) && otherSlots(context, fn).length > 0,
      ),
    input: (context, scope) => {
      const slots = otherSlots(context, scope);
      return z.strictObject({ tijdslot: slotChoice(slots).default(slots[0] ?? '') });
    },
    event: ({ tijdslot }, _context, scope, actor) => ({
      type: 'reschedule.wished',
      function: functionOf(scope),
      slot: tijdslot,
      ...actor,
    }),
  }),
  action({
    name: 'Nieuwe inroostering vastleggen',
    code: 'nieuwe-inroostering-vastleggen',
    description: 'In overleg een nieuw tijdslot: het oude blijft tot het nieuwe vastligt.',
    example: (context, scope) => ({
      tijdslot: slotToTake(context, scope) ?? otherSlots(context, scope)[0],
      met: counterpart(context),
    }),
    forward: isToAgree,
    scopes: (context) =>
      functionsWhere(
        context,
        (connection, fn) => canReschedule(connection) && otherSlots(context, fn).length > 0,
      ),
    input: (context, scope) => {
      const slot = slotChoice(otherSlots(context, scope));
      const usual = slotToTake(context, scope);
      return z.strictObject({
        tijdslot: usual === undefined ? slot : slot.default(usual),
        met: withWhom(context),
      });
    },
    event: ({ tijdslot, met }, _context, scope, actor) => ({
      type: 'reschedule.agreed',
      function: functionOf(scope),
      slot: tijdslot,
      with: met,
      ...actor,
    }),
  }),
  action({
    name: 'Tijdslot vrijgeven',
    code: 'tijdslot-vrijgeven',
    description: 'Geeft het tijdslot terug; de plaats in de tranche blijft.',
    example: () => ({ reden: toFillIn('reden') }),
    forward: never,
    scopes: (context) => functionsWhere(context, (connection) => releasable(context, connection)),
    input: () => z.strictObject({ reden: text() }),
    event: ({ reden }, _context, scope, actor) => ({
      type: 'slot.released',
      function: functionOf(scope),
      reason: reden,
      ...actor,
    }),
  }),
];

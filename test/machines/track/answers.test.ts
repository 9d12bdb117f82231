import { expect, it } from 'vitest';
import { answerOf } from '../../../machines/track/answers.ts';
import { both, bring, declared } from './office.ts';
import type { Simulation } from './simulation.ts';

/** Does it, and gives what the desk is answered. */
function answered(sim: Simulation, code: string, input: object = {}): string {
  const meaning = sim.meaning(code, null, input);
  if (!meaning.ok) throw new Error(meaning.reason);
  const before = sim.context;
  sim.send(meaning.event);
  return answerOf(before, sim.context, meaning.event);
}

it.each([
  ['advies-boeken', { minuten: 90 }, 'Advies geboekt: 1 uur en 30 minuten; nog 2 uur en 30 minuten over.'],
  [
    'contactpersoon-wijzigen',
    { rol: 'projectleider', naam: 'Kim Jansen', email: 'kim@example.org' },
    'Contactpersoon toegevoegd: Kim Jansen (projectleider).',
  ],
  [
    'contactmoment-vastleggen',
    { met: 'Kim Jansen', tekst: 'Lang verhaal', terugbellenOp: '2027-01-08' },
    'Contact met Kim Jansen (telefoon). Terugbellen op vrijdag 8 januari 2027.',
  ],
  ['opschorten', { reden: 'Verbouwing', tot: '2027-02-01' }, 'Opgeschort tot maandag 1 februari 2027.'],
  ['opschorten', { reden: 'Verbouwing' }, 'Opgeschort, zonder einddatum.'],
])('%s %j is answered with what was recorded', (code, input, sentence) => {
  const answer = answered(bring(declared(both), 'berichtenbox', 'trancheAssignment'), code, input);
  expect(answer.startsWith(`Vastgelegd. ${sentence} Berichtenbox: `), answer).toBe(true);
});

it('what happened on an earlier day is answered with that day', () => {
  const sim = bring(declared(both), 'berichtenbox', 'application');
  sim.until('2027-01-08');
  const answer = answered(sim, 'advies-boeken', { minuten: 30, op: '2027-01-07' });
  expect(answer).toContain(
    'nog 3 uur en 30 minuten over. Dat was op donderdag 7 januari 2027. Berichtenbox: ',
  );
});

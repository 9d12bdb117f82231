import { expect, it } from 'vitest';
import { run } from '../../../worker/cli/main.ts';

it.each([
  ["'iets' kan hier niet: verwacht 'traject versies' of 'traject versies overnemen'.", ['iets']],
  ['Wie neemt over? Noem een of meer afnemers, of geef --alle of --selectie <query>.', ['overnemen']],
  [
    'Wie neemt over? Noem een of meer afnemers, of geef --alle of --selectie <query>.',
    ['overnemen', 'gemeente-utrecht', '--alle'],
  ],
  [
    'Wie neemt over? Noem een of meer afnemers, of geef --alle of --selectie <query>.',
    ['overnemen', '--alle', '--selectie', "Tranche = '2027-T1'"],
  ],
])('versies says what was wrong, before it looks for a system: %s', async (sentence, args) => {
  const said: string[] = [];
  const code = await run(['versies', ...args], {
    out: () => {},
    complain: (text) => void said.push(text),
    env: {},
  });
  expect({ code, said }).toEqual({ code: 2, said: [sentence] });
});

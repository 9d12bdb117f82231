import { it } from 'vitest';
import { bring, declared, both, act, stageOf } from './office.ts';
import { inputsFor } from './samples.ts';
import { nextDue } from '../../../machines/engine/step.ts';
it('x', () => {
  const sim = declared(both);
  bring(sim, 'lopendeZaken', 'trancheAssignment');
  act(sim, 'tijdslot-vrijgeven', 'berichtenbox', { reden: 'x' });
  for (let turns = 0; turns < 40; turns++) {
    const offer = sim.offers().find(({ vooruit }) => vooruit);
    const [input = {}] = offer === undefined ? [] : inputsFor(offer);
    const r = offer === undefined ? 'none' : sim.do(offer.handeling, offer.functie, input);
    console.log(
      turns,
      stageOf(sim, 'berichtenbox'),
      stageOf(sim, 'lopendeZaken'),
      offer?.handeling,
      offer?.functie,
      r,
      new Date(sim.now).toISOString(),
    );
    if (turns === 8)
      console.log(
        JSON.stringify(sim.context.connections.berichtenbox),
        sim.offers().map((o) => o.handeling + ' ' + o.functie + o.vooruit),
      );
    if (r !== null) sim.until(Math.max(sim.now, nextDue(sim.state) ?? sim.now + 86_400_000));
  }
});

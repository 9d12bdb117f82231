import { describe, expect, it } from 'vitest';
import { businessActions } from '../../../machines/track/actions/index.ts';
import { notPossible } from '../../../machines/track/actions/offers.ts';
import { berichtenbox, both, bring, declared, signature } from './office.ts';

const nameOf = (code: string) => businessActions.find((action) => action.code === code)?.name ?? code;
const at = (step: Parameters<typeof bring>[2]) => bring(declared(berichtenbox), 'berichtenbox', step);
const unsigned = declared(berichtenbox, { ondertekening: { ...signature, handtekening: null } });

describe('an action that is not possible is refused with why', () => {
  it.each([
    ['intentieverklaring-goedkeuren', unsigned, 'op de intentieverklaring ontbreekt nog de handtekening.'],
    ['intentieverklaring-aanvullen', at('application'), "ontbreekt niets. Berichtenbox staat op 'Aanvraag'."],
    ['preproductie-melden', at('application'), "Berichtenbox staat op 'Aanvraag'."],
    ['advies-boeken', at('preproduction'), 'Advies kan tot de formele start. Die was op '],
    ['documenten-goedkeuren', at('application'), 'De documenten: '],
    [
      'ketentest-vastleggen',
      at('chainTest'),
      'Berichtenbox: de ketentest is op dinsdag 2 maart 2027 om 09:00 uur.',
    ],
    ['ingebruikname-bevestigen', at('goLive'), 'Berichtenbox: nog voor te bereiden: '],
    ['wens-vastleggen', at('preproduction'), 'Berichtenbox: er zijn geen andere tijdsloten bekend.'],
    ['hervatten', at('application'), 'Het traject is niet opgeschort.'],
    ['taak-afronden', at('application'), 'Er staat geen taak open.'],
  ])('%s (case %#)', (code, sim, why) => {
    const name = nameOf(code);
    const said = notPossible(sim.context, name);
    expect(said).toMatch(new RegExp(`^'${name}' kan nu niet\\. .*\\. Wel kan: .*\\.$`));
    expect(said).toContain(why);
  });

  it('with the step of each function, when there is nothing more to say of it', () => {
    const sim = bring(declared(both), 'berichtenbox', 'preproduction');
    expect(notPossible(sim.context, 'Ingebruikname bevestigen')).toContain(
      "Berichtenbox staat op 'Preproductie', en Lopende Zaken op '",
    );
  });

  it('and one that there is not is said not to be', () => {
    expect(notPossible(unsigned.context, 'Koffie zetten')).toMatch(
      /^'Koffie zetten' bestaat niet\. Wel kan: /,
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderOverview } from '../../../machines/track/overview.ts';
import { timerWords } from '../../../machines/track/timer-words.ts';
import { viewOf } from '../../../machines/track/view.ts';
import { act, berichtenbox, both, bring, declared, paper, signature, track } from './office.ts';

const attack =
  '<img src=x onerror=alert(1)> **vet** [link](javascript:x) `code` # kop\n# Kop\n- Formele start: gisteren\n---';

describe('the overview', () => {
  const sim = track(undefined, { name: 'Gemeente <b>*Utrecht*</b>' });
  sim.declare(
    paper(berichtenbox, {
      contactpersonen: [
        {
          rol: 'projectleider',
          naam: '<script>x</script> *Joke*',
          email: 'joke@example.org',
          telefoon: '[030](x)',
        },
      ],
    }),
  );
  act(sim, 'intentieverklaring-onvolledig-verklaren', null, { opmerking: attack });
  const incomplete = renderOverview(sim.context);
  act(sim, 'intentieverklaring-aanvullen');
  bring(sim, 'berichtenbox', 'application');
  act(sim, 'vertraging-melden', null, { reden: attack });
  act(sim, 'opschorten', null, { reden: attack });
  act(sim, 'contactmoment-vastleggen', null, { tekst: 'x', met: '<i>Joke</i>', terugbellenOp: '2027-12-01' });

  it('shows what people typed as text: no HTML, no Markdown, no lines of its own', () => {
    for (const text of [incomplete, renderOverview(sim.context)]) {
      expect(text).not.toMatch(/<(?:img|b|script|i)\b/);
      expect(text).not.toMatch(/(?<!\\)\*\*vet/);
      expect(text).not.toMatch(/(?<!\\)\[link/);
      expect(text).not.toMatch(/(?<!\\)`code/);
      expect(text).not.toMatch(/^# Kop/m);
      expect(text).not.toMatch(/^- Formele start: gisteren/m);
      expect(text).not.toMatch(/^---/m);
      expect(text).toContain('‹img src=x onerror=alert(1)›');
    }
  });

  it('keeps its own lines whatever is typed', () => {
    const shape = (reason: string) => {
      const other = sim.fork();
      act(other, 'vertraging-melden', null, { reden: reason });
      return renderOverview(other.context)
        .split('\n')
        .map((line) => /^(?:#+ |- |\*\*|$)?/.exec(line)?.[0]);
    };
    const plain = shape('Certificaat te laat');
    const typed = fc
      .string({
        unit: fc.constantFrom(
          '\n',
          '\t',
          '#',
          '-',
          '*',
          '`',
          '<',
          '&',
          '=',
          '>',
          '1',
          '.',
          ' ',
          'a',
          '\\',
          '|',
          '~',
          '_',
          '!',
          '[',
        ),
      })
      .filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(typed, (reason) => {
        expect(shape(reason)).toEqual(plain);
      }),
      { numRuns: 60 },
    );
  });

  it('names the steps, who is waited for, what is possible, and the file', () => {
    const text = renderOverview(bring(declared(both), 'berichtenbox', 'application').context);
    expect(text).toContain('### Berichtenbox: Aanvraag');
    expect(text).toContain('- Aan zet: **afnemer**. In deze stap sinds maandag 4 januari 2027');
    expect(text).toContain(
      '- Uiterlijk maandag 25 januari 2027: verwerkersovereenkomst, aanvraagformulier Berichtenbox',
    );
    expect(text).toContain(
      '- Ketentest afgesproken: dinsdag 2 maart 2027 om 09:00 tot 13:00 uur, in tranche [T1](workflows?query=',
    );
    expect(text).toContain('- Formele start: nog niet');
    expect(text).toContain('- Advies: 0 minuten van 4 uur');
    expect(text).toMatch(
      /### Nu te doen\n(?:- .*\n)*- \*\*Documenten ontvangen\*\*\n(?:.*\n)*### Berichtenbox(?:.*\n)*### Ook mogelijk\n- .*Opschorten/,
    );
    expect(text).not.toContain('te laat');
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
  });

  it('says what is late, for as long as it is chased', () => {
    const chased = declared(both);
    chased.until('2027-01-13 12:00');
    expect(renderOverview(chased.context)).toContain('- Uiterlijk maandag 11 januari 2027 (**te laat**): ');
    act(chased, 'opschorten', null, { reden: 'Herindeling' });
    expect(renderOverview(chased.context)).not.toContain('te laat');
  });

  it('names what the timer waits for', () => {
    const { context } = declared(both);
    expect(timerWords(context, context.armedFor ?? 0)).toMatch(
      /^Wacht tot woensdag 6 januari 2027 om 09:\d\d uur: tweede herinnering Intentieverklaring$/,
    );
  });

  it('has no words but Dutch in any step', () => {
    for (const step of [
      'declaration',
      'trancheAssignment',
      'impactAnalysis',
      'preproduction',
      'chainTest',
      'goLive',
      'live',
    ] as const) {
      const text = renderOverview(bring(declared(both), 'berichtenbox', step).context);
      expect(text).not.toMatch(
        /undefined|null|NaN|\[object|consumer|desk\b|slotAgreed|accessRequested|preproduction\b|chainTest|goLive/,
      );
    }
  });
});

describe('the view', () => {
  it('is plain JSON in every step', () => {
    for (const step of ['declaration', 'trancheAssignment', 'application', 'chainTest', 'live'] as const) {
      const view = viewOf(bring(declared(both), 'berichtenbox', step).context);
      expect(JSON.parse(JSON.stringify(view))).toEqual(view);
    }
  });

  it('tells per function since when, whom it waits for and by when', () => {
    const sim = declared(both, { ondertekening: { ...signature, datum: null } });
    expect(viewOf(sim.context)).toMatchObject({
      id: 'gemeente-utrecht',
      status: 'onvolledig',
      functies: [
        {
          functie: 'berichtenbox',
          stap: 'Intentieverklaring',
          wachtOp: 'afnemer',
          termijn: '2027-01-11',
          plaats: 'geen tijdslot',
        },
        {
          functie: 'lopendeZaken',
          stap: 'Intentieverklaring',
          wachtOp: 'afnemer',
          termijn: '2027-01-11',
          plaats: 'geen tijdslot',
        },
      ],
      documenten: [
        { document: 'verwerkersovereenkomst', status: 'verwacht' },
        { document: 'aanvraagformulier Berichtenbox', status: 'verwacht' },
        { document: 'aanvraagformulier Lopende Zaken', status: 'verwacht' },
      ],
      advies: { gebruiktMinuten: 0, maximumMinuten: 240 },
    });
  });

  it('of an ended function waits for nobody', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'live');
    expect(sim.view('berichtenbox')).toMatchObject({
      wachtOp: null,
      termijn: null,
      gevraagd: [],
      tijdslot: null,
      sinds: '2027-03-02',
    });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessActions } from '../../../machines/track/actions/index.ts';
import { interpret } from '../../../machines/track/actions/interpret.ts';
import { timerWords } from '../../../machines/track/timer-words.ts';
import { viewOf } from '../../../machines/track/view.ts';
import { act, berichtenbox, both, bring, declared, paper, signature, track, pageOf } from './office.ts';
import { filledIn } from './samples.ts';

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
  const incomplete = pageOf(sim.context);
  act(sim, 'intentieverklaring-aanvullen');
  bring(sim, 'berichtenbox', 'application');
  act(sim, 'vertraging-melden', null, { reden: attack });
  act(sim, 'opschorten', null, { reden: attack });
  act(sim, 'contactmoment-vastleggen', null, { tekst: 'x', met: '<i>Joke</i>', terugbellenOp: '2027-12-01' });

  it('shows what people typed as text: no HTML, no Markdown, no lines of its own', () => {
    for (const text of [incomplete, pageOf(sim.context)]) {
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
      return pageOf(other.context)
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
    const text = pageOf(bring(declared(both), 'berichtenbox', 'application').context);
    expect(text).toContain('### Berichtenbox: Aanvraag');
    expect(text).toContain(
      '- Aan zet: **afnemer**, uiterlijk maandag 25 januari 2027: verwerkersovereenkomst, aanvraagformulier Berichtenbox\n- In deze stap sinds maandag 4 januari 2027\n',
    );
    expect(text).toContain(
      '- Ketentest afgesproken: dinsdag 2 maart 2027 van 09:00 tot 13:00 uur, in tranche [T1](namespaces/default/workflows?query=',
    );
    expect(text).toContain('- Formele start: nog niet');
    expect(text).toContain('- Advies: 0 minuten van 4 uur');
    expect(text).toMatch(
      /### Nu te doen\n(?:.*\n)*- \*\*Documenten ontvangen\*\*: `.*`\n(?:.*\n)*### Berichtenbox(?:.*\n)*### Ook mogelijk\n- .*Opschorten/,
    );
    expect(text).not.toContain('te laat');
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
  });

  it('says what is late, for as long as it is chased', () => {
    const chased = declared(both);
    chased.until('2027-01-13 12:00');
    expect(pageOf(chased.context)).toContain('uiterlijk maandag 11 januari 2027 (**te laat**): ');
    act(chased, 'opschorten', null, { reden: 'Herindeling' });
    expect(pageOf(chased.context)).not.toContain('te laat');
  });

  it('tells apart what each party is to do, with its own date', () => {
    const tried = bring(declared(berichtenbox), 'berichtenbox', 'application');
    act(tried, 'documenten-ontvangen', null, { documenten: ['verwerkersovereenkomst'] });
    const lines = pageOf(tried.context).split('\n');
    expect(lines.filter((line) => line.startsWith('- Aan zet'))).toEqual([
      '- Aan zet: **afnemer**, uiterlijk maandag 25 januari 2027: aanvraagformulier Berichtenbox',
      '- Aan zet: **Servicecentrum**, uiterlijk maandag 11 januari 2027: verwerkersovereenkomst beoordelen',
    ]);
  });

  it('speaks to the desk, also of what the consumer is asked', () => {
    const tried = bring(declared(berichtenbox), 'berichtenbox', 'trancheAssignment');
    const pages = [pageOf(tried.context)];
    act(tried, 'inroostering-voorstellen');
    pages.push(pageOf(tried.context));
    bring(tried, 'berichtenbox', 'preproduction');
    act(tried, 'vertraging-melden', null, { reden: 'Certificaat', klaarOp: '2027-05-10' });
    act(tried, 'alternatieven-sturen');
    pages.push(pageOf(tried.context));
    const lines = pages.flatMap((page) => page.split('\n').filter((line) => line.startsWith('- Aan zet')));
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).not.toMatch(/\buw?\b/i);
  });

  it('says of a slot when it is, not only how it is called', () => {
    const tried = bring(declared(berichtenbox), 'berichtenbox', 'preproduction');
    act(tried, 'vertraging-melden', null, { reden: 'Certificaat', klaarOp: '2027-05-10' });
    act(tried, 'alternatieven-sturen');
    act(tried, 'wens-vastleggen');
    expect(pageOf(tried.context)).toContain(
      'Alternatief: dinsdag 11 mei 2027 van 09:00 tot 13:00 uur, uitloop 23 dagen: `T1.2027-05-11.0900`',
    );
    expect(pageOf(tried.context)).not.toContain('Speling');
    expect(pageOf(tried.context)).toContain(
      'Wens van de afnemer: dinsdag 11 mei 2027 van 09:00 tot 13:00 uur: `T1.2027-05-11.0900`',
    );
  });

  it('says after the chain test that it was held, and of what has ended no slot', () => {
    const tried = bring(declared(berichtenbox), 'berichtenbox', 'goLive');
    expect(pageOf(tried.context)).toContain('- Ketentest gehaald op dinsdag 2 maart 2027');
    const withdrawn = declared(berichtenbox);
    act(withdrawn, 'intrekken', null, { reden: 'Geen budget' });
    expect(pageOf(withdrawn.context)).toContain('Het traject sluit op maandag 18 januari 2027.');
    for (const { context } of [tried, withdrawn])
      expect(pageOf(context)).not.toMatch(/afgesproken: |tijdslot/);
  });

  it('holds who to call and the requested dates: what a renewed run shows beside it is empty', () => {
    const page = pageOf(declared(both).context);
    expect(page).toContain('- Gewenst: teststart maandag 1 februari 2027, ingebruikname maandag 3 mei 2027');
    expect(page).toContain('- projectleider: Joke Bakker, 030-2861234, joke.bakker@example.org');
  });

  it('has links of its own alone, whatever is typed', () => {
    const typed = '](workflows [x](workflows/y) ](namespaces/default/workflows';
    const other = bring(declared(berichtenbox), 'berichtenbox', 'preproduction');
    const before = linksIn(pageOf(other.context));
    act(other, 'vertraging-melden', null, { reden: typed, klaarOp: '2027-02-01' });
    const page = pageOf(other.context);
    expect(linksIn(page)).toEqual(before);
    expect(page).toContain(String.raw`\](workflows \[x\](workflows/y) \](namespaces/default/workflows`);
  });

  it('has the input of what is to be done, which can be sent once it is filled in, whatever people are called', () => {
    const name = 'Jo`ke <b>B</b> & "co" `';
    const tried = bring(
      declared(both, { contactpersonen: [{ rol: 'projectleider', naam: name }] }),
      'berichtenbox',
      'trancheAssignment',
    );
    const shown = [...pageOf(tried.context).matchAll(/^- \*\*(.+)\*\* ?(?:\((.+)\))?: `([^`<>&]*)`$/gm)].map(
      ([, action = '', , input = '']) => ({ action, input: JSON.parse(input) as object }),
    ); // as it was written
    expect(shown.map(({ action }) => action)).toEqual([
      'Intentieverklaring goedkeuren',
      'Inroostering voorstellen',
      'Akkoord vastleggen',
      'Documenten ontvangen',
    ]);
    expect(shown[1]?.input).toEqual({ door: 'uw naam', met: name });
    for (const { action: wanted, input } of shown) {
      const action = businessActions.find((one) => one.name === wanted);
      if (action === undefined) throw new Error(wanted);
      expect(interpret(tried.context, action, JSON.parse(filledIn(JSON.stringify(input))))).toMatchObject({
        ok: true,
      });
    }
  });

  it('names what the timer waits for', () => {
    const { context } = declared(both);
    expect(timerWords(context, context.armedFor ?? 0)).toMatch(
      /^Wacht tot woensdag 6 januari 2027 om 09:\d\d uur: tweede herinnering Intentieverklaring$/,
    );
    const suspended = declared(berichtenbox);
    act(suspended, 'opschorten', null, { reden: 'Herindeling', tot: '2027-02-01' });
    expect(timerWords(suspended.context, suspended.context.armedFor ?? 0)).toMatch(
      /: einde van de opschorting$/,
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
      const text = pageOf(bring(declared(both), 'berichtenbox', step).context);
      expect(text).not.toMatch(
        /undefined|null|NaN|\[object|consumer|desk\b|slotAgreed|accessRequested|preproduction\b|chainTest|goLive/,
      );
    }
  });
});

/** Their addresses. */
function linksIn(page: string): readonly string[] {
  return [...page.matchAll(/(?<!\\)\]\(([^)\s]+)\)/g)].map(([, address = '']) => address);
}

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

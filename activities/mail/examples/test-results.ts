import { isoDate } from '../../../machines/domain/dates.ts';
import type { ExampleOf } from './example.ts';

const goLive = isoDate('2027-03-16');

const result = (
  content: Partial<ExampleOf<'testResult'>['content']> & Pick<ExampleOf<'testResult'>['content'], 'outcome'>,
): ExampleOf<'testResult'>['content'] => ({
  kind: 'testResult',
  function: 'berichtenbox',
  cause: null,
  findings: null,
  goLive,
  ...content,
});

export const resultExamples: { readonly testResult: readonly ExampleOf<'testResult'>[] } = {
  testResult: [
    { variant: 'geslaagd', content: result({ outcome: 'passed' }) },
    {
      variant: 'geslaagd met bevindingen',
      content: result({
        function: 'lopendeZaken',
        outcome: 'passedWithFindings',
        findings: 'Een statusbericht kwam dubbel aan.',
      }),
    },
    {
      variant: 'geslaagd, leveranciersaansluiting zonder ingebruikname',
      ofSupplier: true,
      content: result({ outcome: 'passed', goLive: null }),
    },
    {
      variant: 'niet geslaagd door de leverancier',
      content: result({ outcome: 'failed', cause: 'supplier', findings: 'Time-out.' }),
    },
    { variant: 'afgebroken door Logius', content: result({ outcome: 'aborted', cause: 'logius' }) },
    { variant: 'niet verschenen', content: result({ outcome: 'noShow', cause: 'consumer' }) },
    { variant: 'afgezegd', content: result({ outcome: 'cancelled' }) },
  ],
};

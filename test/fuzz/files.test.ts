import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantAt } from '../../machines/domain/amsterdam.ts';
import { isoDate } from '../../machines/domain/dates.ts';
import { declarationSchema, parseDeclaration } from '../../machines/domain/declaration.ts';
import { parsePlan } from '../../machines/domain/planning/plan-file.ts';
import { publish } from '../../machines/domain/planning/publish.ts';
import { registerOrganisation } from '../../machines/domain/planning/register.ts';
import { emptyPlanning } from '../../machines/domain/planning/state.ts';
import { formatProblems } from '../../machines/domain/problem.ts';
import { paper } from '../machines/track/office.ts';
import { hostileText, spoilt } from './hostile.ts';
import { expectPlain, expectReadable } from './refusal.ts';

const runs = { numRuns: 400 };

const planFile = {
  versie: '2027-1',
  sluitingen: [{ van: '2027-12-27', totEnMet: '2027-12-31', reden: 'kerst' }],
  beleid: { termijnen: { minimaal: 5 } },
  tranches: [
    {
      naam: '2027-T1',
      van: '2027-01-04',
      totEnMet: '2027-08-31',
      ketentesten: { van: '2027-02-01', totEnMet: '2027-06-30' },
      maximumOrganisaties: 3,
      tijdsloten: [{ dagen: ['dinsdag'], begin: '09:00', plaatsen: 1 }],
    },
  ],
};

describe('a declaration', () => {
  it('is taken as it will travel, or refused in words', () => {
    fc.assert(
      fc.property(spoilt(paper()), (shape) => {
        const read = parseDeclaration(shape);
        if (!read.ok) return expectReadable(formatProblems(read.problems));
        expectPlain(read.declaration);
        expect(declarationSchema.parse(read.declaration)).toEqual(read.declaration);
      }),
      runs,
    );
  });

  it('leads to an id that is safe in a path, a query and an address, whatever its name', () => {
    fc.assert(
      fc.property(hostileText, (name) => {
        const read = parseDeclaration(paper(undefined, { organisatie: { naam: name, soort: 'gemeente' } }));
        if (!read.ok) return;
        const registered = registerOrganisation(emptyPlanning, read.declaration.organisation);
        expect(registered.kind).toBe('registered');
        if (registered.kind === 'registered') expect(registered.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      }),
      runs,
    );
  });
});

describe('a planning file', () => {
  it('is published, or refused in words; either way nothing is half done', () => {
    fc.assert(
      fc.property(spoilt(planFile), (shape) => {
        const read = parsePlan(shape);
        if (!read.ok) {
          expectReadable(formatProblems(read.problems));
          return;
        }
        const published = publish(
          emptyPlanning,
          read.plan,
          instantAt(isoDate('2027-01-04'), '08:00'),
          'fuzz',
        );
        if (published.kind === 'refused') expectReadable(formatProblems(published.problems));
        if (published.kind === 'published') expectPlain(published.state);
      }),
      runs,
    );
  });
});

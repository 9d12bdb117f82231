import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isListedAnew, type Listing } from '../../../../machines/domain/planning/listing.ts';

interface Change {
  readonly by: 'track' | 'planner';
  /** In milliseconds, after the one before; a minute to the millisecond among them. */
  readonly after: number;
}

const changes = fc.array(
  fc.record({
    by: fc.constantFrom('track' as const, 'planner' as const),
    after: fc.constantFrom(0, 10_000, 29_999, 30_000),
  }),
  { maxLength: 60 },
);
const small = fc.integer({ min: 0, max: 50 });
const large = fc.integer({ min: 51, max: 5_000 });

/** Of each change how far the list is behind when it comes, and whether the list is made anew then. */
function followed(all: readonly Change[], organisations: number) {
  let listed: Listing = { at: 0, byOthers: 0 };
  let now = listed;
  return all.map(({ by, after }) => {
    now = { at: now.at + after, byOthers: now.byOthers + Number(by === 'planner') };
    const behind = now.at - listed.at;
    const isListed = isListedAnew(listed, now, organisations);
    if (isListed) listed = now;
    return { by, behind, isListed };
  });
}

it('The list of what a planner can do follows every change, up to 50 organisations', () => {
  fc.assert(
    fc.property(changes, small, (all, organisations) => {
      expect(followed(all, organisations).every(({ isListed }) => isListed)).toBe(true);
    }),
  );
});

it('Of more organisations it follows every order of a planner, and what tracks ask once it is a minute behind', () => {
  fc.assert(
    fc.property(changes, large, (all, organisations) => {
      for (const { by, behind, isListed } of followed(all, organisations))
        expect(isListed).toBe(by === 'planner' || behind >= 60_000);
    }),
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyRingFromEnvironment } from '../../../worker/encryption/key-ring.ts';
import { UserError } from '../../../worker/user-error.ts';
import { keyNamed, keysNamed } from './keys.ts';

const read = (text: string | undefined) =>
  keyRingFromEnvironment(text === undefined ? {} : { TRAJECT_SLEUTELS: text });
const [oud, nieuw] = [keyNamed('oud'), keyNamed('nieuw')];

describe('TRAJECT_SLEUTELS', () => {
  it('is a ring: the first encrypts, all decrypt', () => {
    const ring = read(`nieuw:${nieuw}, oud:${oud}\n`);
    expect(ring?.current.id).toBe('nieuw');
    expect(ring?.current.bytes.toString('base64')).toBe(nieuw);
    expect([...(ring?.byId.keys() ?? [])]).toEqual(['nieuw', 'oud']);
  });

  it.each([undefined, '', ' \n'])('%j: nothing is encrypted', (text) => {
    expect(read(text)).toBeNull();
  });

  it.each([
    ['no entry', `nieuw:${nieuw},`, /sleutel 2: verwacht kenmerk:sleutel, gevonden: niets/],
    ['no id', nieuw, /sleutel 1: .*gevonden: 44 tekens zonder dubbele punt/],
    ['an empty id', `:${nieuw}`, /sleutel 1: verwacht een kenmerk .*gevonden: een kenmerk van 0 tekens/],
    ['key and id exchanged', `${nieuw}:nieuw`, /gevonden: een kenmerk van 44 tekens/],
    ['an id twice', `a:${nieuw},a:${oud}`, /sleutel 2: .*gevonden: 'a' nog eens/],
    ['a key twice', `a:${nieuw},b:${nieuw}`, /sleutel 2: .*dezelfde sleutel als 'a', onder 'b'/],
    ['no base64', `a:${nieuw.slice(0, 43)}!`, /gevonden: 44 tekens die geen base64 zijn, bij 'a'/],
    ['base64 without its end', `a:${nieuw.slice(0, 43)}`, /gevonden: 43 tekens die geen base64 zijn/],
    [
      'a key of AES-128',
      `a:${Buffer.from(oud, 'base64').subarray(0, 16).toString('base64')}`,
      /een van 16 bytes, bij 'a'/,
    ],
    ['no key', 'a:', /een van 0 bytes, bij 'a'/],
    ['all zeros', `a:${Buffer.alloc(32).toString('base64')}`, /verwacht een willekeurige sleutel.*bij 'a'/],
    [
      'letters again and again',
      `a:${Buffer.from('geheim'.repeat(6).slice(0, 32)).toString('base64')}`,
      /willekeurige/,
    ],
  ])('is refused with %s', (_what, text, expected) => {
    expect(() => read(text)).toThrow(UserError);
    expect(() => read(text)).toThrow(expected);
  });

  it('never shows a key in what it refuses', () => {
    const spoilt = fc
      .tuple(fc.constantFrom('a:', ':', '', 'a', 'a::', '=', ' '), fc.nat(44), fc.string({ maxLength: 3 }))
      .map(([before, at, noise]) => `${before}${nieuw.slice(0, at)}${noise}${nieuw.slice(at)}`);
    fc.assert(
      fc.property(fc.array(spoilt, { minLength: 1, maxLength: 3 }), (entries) => {
        try {
          read(entries.join(','));
        } catch (error) {
          const said = error instanceof Error ? error.message : '';
          expect(error).toBeInstanceOf(UserError);
          for (let at = 0; at + 8 <= nieuw.length; at++) expect(said).not.toContain(nieuw.slice(at, at + 8));
        }
      }),
    );
  });

  it('takes ids as people make them', () => {
    expect(read(keysNamed('2027-01', '2027.1', 'sleutel_1'))?.byId.size).toBe(3);
  });
});

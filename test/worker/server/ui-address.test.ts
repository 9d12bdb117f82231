import { describe, expect, it } from 'vitest';
import { uiAddress, uiOrigins } from '../../../worker/server/ui-address.ts';

describe('the web interface that mails link to', () => {
  it('is that of our own server, unless another address is given', () => {
    expect(uiAddress({}, 'http://127.0.0.1:8233', 'default')).toBe(
      'http://127.0.0.1:8233/namespaces/default',
    );
    const env = { TEMPORAL_UI_URL: 'https://temporal.example.org/ui/' };
    expect(uiAddress(env, 'http://127.0.0.1:8233', 'a b')).toBe(
      'https://temporal.example.org/ui/namespaces/a%20b',
    );
  });

  it('is none when there is none', () => {
    expect(uiAddress({ TEMPORAL_UI_URL: '' }, null, 'default')).toBeNull();
  });

  it.each(['temporal.example.org', 'javascript:alert(1)'])('is refused when it is %s', (text) => {
    expect(() => uiAddress({ TEMPORAL_UI_URL: text }, null, 'default')).toThrow(
      `TEMPORAL_UI_URL: verwacht het webadres van de Temporal UI (zoals https://temporal.example.org), gevonden: "${text}".`,
    );
  });
});

it('knows where its pages come from: its own address, and the one that others use', () => {
  const env = { TEMPORAL_UI_URL: 'https://temporal.example.org/ui/' };
  expect(uiOrigins(env, 'http://127.0.0.1:8233')).toEqual(
    new Set(['http://127.0.0.1:8233', 'https://temporal.example.org']),
  );
  expect(uiOrigins({}, null)).toEqual(new Set());
});

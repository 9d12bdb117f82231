import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDeliveryReport } from '../../../../machines/domain/correspondence/delivery-report.ts';

const message = 'Reporting-MTA: dns; mx.logius.nl\r\nArrival-Date: Tue, 2 Mar 2027 09:12:00 +0100\r\n';
const report = (...recipients: readonly string[]) => [message, ...recipients].join('\r\n');

describe('a delivery report', () => {
  it('tells who did not get it, and what the server said', () => {
    const text = report(
      'Final-Recipient: rfc822; joke.bakker@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1\r\n  No such user\r\n',
      'final-recipient: RFC822;<truus@example.org>\r\nACTION: Failed\r\nSTATUS: 4.4.7 (expired)\r\n',
      'Final-Recipient: rfc822; ana@example.org\r\nAction: delayed\r\nStatus: 4.4.1\r\n',
      'Final-Recipient: rfc822; ben@example.org\r\nAction: delivered\r\nStatus: 2.0.0\r\n',
    );
    expect(readDeliveryReport(text)).toEqual([
      { address: 'joke.bakker@example.org', outcome: 'permanent', reason: '550 5.1.1 No such user' },
      { address: 'truus@example.org', outcome: 'temporary', reason: '4.4.7 (expired)' },
      { address: 'ana@example.org', outcome: 'pending', reason: '4.4.1' },
      { address: 'ben@example.org', outcome: 'pending', reason: '2.0.0' },
    ]);
  });

  it('tells the address that we mailed, when a server on the way had another', () => {
    const text = report(
      'Original-Recipient: rfc822;joke@example.org\r\nFinal-Recipient: rfc822;j.bakker@hosting.example\r\nAction: failed\r\nStatus: 5.2.1\r\n',
    );
    expect(readDeliveryReport(text)).toMatchObject([{ address: 'joke@example.org' }]);
  });

  it.each([
    'Final-Recipient: x400; /c=nl/\r\nAction: failed\r\nStatus: 5.1.1',
    'Final-Recipient: rfc822; geen adres\r\nAction: failed\r\nStatus: 5.1.1',
    'Final-Recipient: rfc822; a@b.nl, c@d.nl\r\nAction: failed\r\nStatus: 5.1.1',
    'Action: failed\r\nStatus: 5.1.1',
    '',
  ])('is of nobody when no address can be read: %j', (text) => {
    expect(readDeliveryReport(report(text))).toEqual([]);
  });

  it('never throws, and tells no more than fifty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readDeliveryReport(report(text)).length).toBeLessThanOrEqual(50);
      }),
    );
    const many = Array.from(
      { length: 200 },
      (_, i) => `Final-Recipient: rfc822; a${i}@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n`,
    );
    expect(readDeliveryReport(report(...many))).toHaveLength(50);
  });
});

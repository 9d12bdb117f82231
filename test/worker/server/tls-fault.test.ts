import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../worker/server/ports.ts';
import { tlsFault } from '../../../worker/server/tls-fault.ts';
import { makeCertificates, tlsFront, type Certificates, type TlsFront } from '../../system/tls-front.ts';

describe('what is wrong with TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'traject-tls-'));
  let ours: Certificates;
  let others: Certificates;
  let front: TlsFront;

  beforeAll(async () => {
    ours = makeCertificates(folder, 'ons');
    others = makeCertificates(folder, 'anders');
    front = await tlsFront(`127.0.0.1:${await freePort()}`, ours);
  });
  afterAll(async () => {
    await front.close();
    rmSync(folder, { recursive: true });
  });

  interface Ask {
    readonly ca?: Certificates;
    readonly client?: Certificates;
    readonly name?: string;
  }
  const ask = async ({ ca = ours, client, name }: Ask) =>
    await tlsFault({
      address: front.address,
      tls: {
        serverRootCACertificate: readFileSync(ca.ca),
        ...(client === undefined
          ? {}
          : {
              clientCertPair: {
                crt: readFileSync(client.client.cert),
                key: readFileSync(client.client.key),
              },
            }),
        ...(name === undefined ? {} : { serverNameOverride: name }),
      },
    });

  it('is nothing with the right certificates, nor where nothing listens or TLS is not asked for', async () => {
    expect(await ask({ client: ours })).toBeNull();
    const address = `127.0.0.1:${await freePort()}`;
    expect(await tlsFault({ address, tls: true })).toBeNull();
    expect(await tlsFault({ address: front.address })).toBeNull();
  });

  it('is an authority that is not trusted', async () => {
    expect(await ask({ ca: others, client: ours })).toMatch(/niet getekend door .*SERVER_CA_CERT_PATH/);
  });

  it('is a certificate of ours that is missing, or not trusted there', async () => {
    expect(await ask({})).toMatch(/weigert ons certificaat.*CLIENT_CERT_PATH/);
    expect(await ask({ client: others })).toMatch(/weigert ons certificaat.*CLIENT_CERT_PATH/);
  });

  it('is a certificate for another name', async () => {
    const name = 'elders.example.org';
    expect(await ask({ client: ours, name })).toMatch(/voor een andere naam.*SERVER_NAME/);
  });
});

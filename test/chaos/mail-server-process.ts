import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { z } from 'zod';
import { randomFrom } from '../bench/random.ts';

/**
 * A mail server in a process of its own, to be killed: each mail that it accepts is a file before it answers. While
 * it is told to be troublesome, it refuses for now, takes its time, or has the mail and never says so.
 */
const [folder = '', ...numbers] = process.argv.slice(2);
const [port = 0, seed = 0] = numbers.map((text) => z.coerce.number().int().parse(text));
const random = randomFrom(seed);
const slowestMs = 1_500;
let isTroublesome = true;
let count = 0;

const sockets = new Set<Socket>();
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  logger: false,
  onRcptTo(_address, _session, callback) {
    const isBusy = isTroublesome && random() < 0.03;
    callback(isBusy ? Object.assign(new Error('Te druk'), { responseCode: 451 }) : null);
  },
  onData(stream, _session, callback) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => void take());
    const take = async (): Promise<void> => {
      const fate = isTroublesome ? random() : 1;
      if (fate < 0.03) return callback(Object.assign(new Error('Nu niet'), { responseCode: 452 }));
      if (fate < 0.1) await wait(random() * slowestMs);
      const file = join(folder, `${Date.now()}-${process.pid}-${++count}.eml`);
      await writeFile(`${file}.deel`, Buffer.concat(chunks), { flush: true });
      await rename(`${file}.deel`, file);
      if (fate >= 0.1 && fate < 0.13) for (const socket of sockets) socket.destroy();
      else callback();
    };
  },
});
server.on('error', () => {}); // a connection that was cut
server.server.on('connection', (socket) => {
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
});
server.listen(port, '127.0.0.1', () => process.send?.('ready'));
process.on('message', () => {
  isTroublesome = false;
});
process.on('disconnect', () => process.exit(0)); // whoever started it is gone

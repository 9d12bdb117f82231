import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  MailParser,
  type AttachmentStream,
  type HeaderLines,
  type Headers,
  type MessageText,
} from 'mailparser';

/** Limits to what is read; a mail beyond them is refused whole. Attachments are counted, and not kept. */
export const limits = {
  /** Of the whole mail: more than mail servers let through, as a rule. */
  bytes: 50 * 1024 * 1024,
  headerBytes: 256 * 1024,
  mimeParts: 200,
  /** Of HTML that is turned into text; of a longer one the text is not read. In characters. */
  html: 500_000,
} as const;

/** More than this is needed of no calendar's answer, and of no bounce: its report and the mail that it returns. */
const keptBytes = 64 * 1024;
const mostNames = 20;

/** This is no mail, or one beyond the limits. Message: one Dutch sentence. */
export class MailUnreadable extends Error {
  override readonly name = 'MailUnreadable';
}

/** What a mail consists of, as far as it is kept. */
export interface MimeParts {
  readonly headerLines: HeaderLines;
  readonly subject: string;
  readonly text: string;
  /** Whether all of the text could be read. */
  readonly isWhole: boolean;
  /** Of attachments. */
  readonly count: number;
  readonly names: readonly string[];
  /** The text of the first calendar part. */
  readonly calendar: string | null;
  /** The text of a delivery report. */
  readonly report: string | null;
  /** A mail inside this one, or its header alone: what a bounce returns, or somebody enclosed. */
  readonly returned: string | null;
}

/** @throws MailUnreadable; whatever the source fails with. */
export async function mimeParts(source: Readable, onChunk: (chunk: Buffer) => void): Promise<MimeParts> {
  const parser = new MailParser({
    skipTextToHtml: true,
    skipImageLinks: true,
    keepDeliveryStatus: true,
    ignoreEmbedded: true,
    checksumAlgo: false,
    maxHtmlLengthToParse: limits.html,
    maxHeadSize: limits.headerBytes,
    maxChildNodes: limits.mimeParts,
  });
  let headerLines: HeaderLines = [];
  let subject = '';
  let text = '';
  let isWhole = true;
  let count = 0;
  let calendar: string | null = null;
  let report: string | null = null;
  let returned: string | null = null;
  const names: string[] = [];
  parser.on('headerLines', (lines: HeaderLines) => {
    headerLines = lines.map(({ key, line }) => ({ key, line: decoded(line) }));
  });
  parser.on('headers', (headers: Headers) => {
    const value = headers.get('subject');
    subject = typeof value === 'string' ? value : '';
  });
  const feeding = pipeline(counted(source, onChunk), parser);
  feeding.catch(() => {}); // its failure ends the parser, and is met there
  try {
    for await (const part of parser as AsyncIterable<AttachmentStream | MessageText>) {
      if (part.type === 'text') {
        text = part.text ?? '';
        isWhole = part.textConversionError === undefined;
        continue;
      }
      const kept = await drained(part, parser);
      part.release?.();
      const type = part.contentType.toLowerCase();
      if (returnedTypes.has(type)) returned ??= kept;
      if (type === 'text/calendar') calendar ??= kept;
      if (reportTypes.has(type)) report ??= kept;
      else if (++count <= mostNames) names.push(part.filename ?? part.contentType);
    }
    await feeding;
  } catch (error) {
    if (error instanceof MailUnreadable) throw error;
    if (error instanceof SourceFailed) throw error.cause;
    throw new MailUnreadable('Deze mail is niet te lezen: de opbouw (MIME) klopt niet of is te groot.', {
      cause: error,
    });
  }
  return { headerLines, subject, text, isWhole, count, names, calendar, report, returned };
}

const reportTypes: ReadonlySet<string> = new Set([
  'message/delivery-status',
  'message/global-delivery-status',
]);
const returnedTypes: ReadonlySet<string> = new Set([
  'message/rfc822',
  'message/global',
  'text/rfc822-headers',
  'message/rfc822-headers',
  'message/global-headers',
]);

/** The parser gives a header's bytes as Latin-1; today they are UTF-8 (RFC 6532) where they are not ASCII. */
function decoded(line: string): string {
  return Buffer.from(line, 'latin1').toString('utf8');
}

/** The bytes could not be read: no fault of the mail. */
class SourceFailed extends Error {}

/** The bytes as they pass. @throws MailUnreadable for too many; SourceFailed. */
async function* counted(source: Readable, onChunk: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of readable(source as AsyncIterable<Buffer | string>)) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > limits.bytes) throw new MailUnreadable('Verwacht ten hoogste 50 MB, gevonden: meer.');
    onChunk(buffer);
    yield buffer;
  }
}

async function* readable<Chunk>(source: AsyncIterable<Chunk>): AsyncGenerator<Chunk> {
  try {
    yield* source;
  } catch (cause) {
    throw new SourceFailed('The mail could not be read', { cause });
  }
}

/** Reads an attachment to its end, as the parser needs, and keeps only its beginning. */
async function drained({ content }: AttachmentStream, parser: MailParser): Promise<string> {
  // A parser that fails leaves its attachment open: nobody would wait for anything any more.
  const stop = (error: Error): void => void content.destroy(error);
  if (parser.errored) stop(parser.errored);
  parser.once('error', stop);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    if (bytes < keptBytes) chunks.push(chunk);
    bytes += chunk.length;
  }
  parser.off('error', stop);
  return Buffer.concat(chunks).subarray(0, keptBytes).toString('utf8');
}

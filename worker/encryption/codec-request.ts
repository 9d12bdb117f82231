import type { Payload, PayloadCodec } from '@temporalio/common';
import { z } from 'zod';

export type Operation = 'encode' | 'decode';

const requestSchema = z.object({
  payloads: z.array(
    z.object({
      metadata: z.record(z.string(), z.string()).nullish(),
      data: z.string().nullish(),
    }),
  ),
});

/**
 * Answers one request of Temporal's remote codec protocol: payloads as protobuf's JSON has them, with bytes in base64.
 * Null when the text is no such request.
 */
export async function answerCodecRequest(
  codec: PayloadCodec,
  operation: Operation,
  text: string,
): Promise<string | null> {
  const request = requestSchema.safeParse(parsed(text));
  if (!request.success) return null;
  const payloads = await codec[operation](request.data.payloads.map(fromJson));
  return JSON.stringify({ payloads: payloads.map(toJson) });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

type PayloadJson = z.infer<typeof requestSchema>['payloads'][number];

function fromJson({ metadata, data }: PayloadJson): Payload {
  return {
    metadata: Object.fromEntries(
      Object.entries(metadata ?? {}).map(([field, value]) => [field, Buffer.from(value, 'base64')]),
    ),
    data: Buffer.from(data ?? '', 'base64'),
  };
}

function toJson({ metadata, data }: Payload): PayloadJson {
  return {
    metadata: Object.fromEntries(
      Object.entries(metadata ?? {}).map(([field, value]) => [field, base64(value)]),
    ),
    data: base64(data),
  };
}

function base64(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? []).toString('base64');
}

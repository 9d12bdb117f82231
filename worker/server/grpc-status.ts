import { isGrpcServiceError } from '@temporalio/client';

/** The gRPC status codes that we tell apart (numbers fixed by the gRPC protocol). */
const CODES = {
  INVALID_ARGUMENT: 3,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
} as const;

export type Status = keyof typeof CODES;

/** Whether the server answered with one of these statuses. */
export function hasStatus(error: unknown, ...statuses: readonly Status[]): boolean {
  if (!isGrpcServiceError(error)) return false;
  const code: number = error.code;
  return statuses.some((status) => code === CODES[status]);
}

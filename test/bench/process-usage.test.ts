import { describe, expect, it } from 'vitest';
import { readStat, readWritten } from './process-usage.ts';

describe('what Linux tells of a process', () => {
  it('is read after the name of the program, whatever that is', () => {
    const stat =
      '42 (a) 1 (b) S 7 42 42 0 -1 4194304 900 0 0 0 1234 66 30 20 20 0 12 0 5000 800000000 2560 184467 1 1 0';
    expect(readStat(stat)).toEqual({ parent: 7, cpuMs: 13_500, memoryMb: 10 });
  });

  it('has what was written among other counts', () => {
    const io =
      'rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\nread_bytes: 5\nwrite_bytes: 3072\ncancelled_write_bytes: 7\n';
    expect(readWritten(io)).toBe(3);
    expect(readWritten('')).toBeNaN();
  });
});

import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "tools/**/*.test.ts"],
    // Processes, not threads of one: what starts a program copies the pages of its process, which takes a tenth of a
    // second for each gigabyte, and a process with hundreds of files behind it has several.
    pool: "forks",
    // Two on a machine with two processors, too: many tests wait for git, for a server or for a lock.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});

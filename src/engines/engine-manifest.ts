import { z } from "zod";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const engineManifestSchema = z.strictObject({
  name: z.string(),
  /** SHA-256 of the module, decompressed, with its memory maximum. */
  sha256,
  bytes: z.int().positive(),
  memoryPagesMax: z.int().positive(),
  /** SHA-256 over paths and contents of the Go source that it was built from. */
  source: sha256,
  go: z.string(),
  command: z.string(),
  /** `path@version` to the sum that go.sum has for it. */
  modules: z.record(z.string(), z.string()),
});

/** What stands beside a committed engine: `engines/dist/<name>.json`. */
export type EngineManifest = Readonly<z.infer<typeof engineManifestSchema>>;

/** Reads a manifest. Throws where it is not one: it is ours, not a user's. */
export function parseEngineManifest(text: string): EngineManifest {
  return engineManifestSchema.parse(JSON.parse(text));
}

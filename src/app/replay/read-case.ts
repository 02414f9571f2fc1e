import { sha256Hex } from "../../model/digest.ts";
import { isJsonObject, type JsonValue } from "../../model/json.ts";
import type { CaseFault } from "../../model/replay-outcome.ts";
import { readPolicySet } from "../kept-policy-sets.ts";
import type { PolicySet } from "../policy-set.ts";
import { type KeptPart, type ReplayCase, replayFormat } from "./case.ts";
import { readPart } from "./parts.ts";

/** A case with all that it names, each part held against its digest. */
export interface WholeCase {
  readonly manifest: ReplayCase;
  readonly policySet: PolicySet;
  readonly parts: {
    readonly sources: Uint8Array | null;
    readonly data: Uint8Array;
    readonly configuration: Uint8Array;
    readonly task: Uint8Array;
    readonly trace: Uint8Array;
    readonly packs: readonly Uint8Array[];
  };
  /** What was shown, as it is kept. */
  readonly report: Uint8Array;
}

export type BlobReader = { readonly get: (digest: string) => Promise<Uint8Array | null> };

/** Reads a case; every fault of it, where it has some. Never throws for what blobs hold. */
export async function readCase(
  digest: string,
  blobs: BlobReader,
): Promise<WholeCase | { readonly faults: readonly CaseFault[] }> {
  const manifest = await readManifest(digest, blobs);
  if ("fault" in manifest) return { faults: [manifest] };
  const faults: CaseFault[] = [];
  const read = async (part: CaseFault["part"], kept: KeptPart): Promise<Uint8Array> => {
    const content = await readPart(kept, blobs.get);
    if (typeof content !== "string") return content;
    faults.push({ part, blob: kept.blob, fault: content });
    return new Uint8Array();
  };
  const { policies, configuration, packs } = manifest;
  const parts = {
    sources: policies.sources === null ? null : await read("sources", policies.sources),
    data: await read("data", policies.data),
    configuration: await read("configuration", configuration.whole),
    task: await read("task", manifest.task),
    trace: await read("trace", manifest.trace),
    packs: await Promise.all(packs.map((pack) => read("inputs", pack))),
  };
  const policySet = await readPolicySet({ blobs }, policies.shipped);
  if (policySet.kind !== "found") {
    faults.push({ part: policySet.part, blob: policySet.blob, fault: policySet.kind });
  }
  const report = await blobs.get(manifest.report);
  if (report === null) faults.push({ part: "report", blob: manifest.report, fault: "missing" });
  else if (sha256Hex(report) !== manifest.report)
    faults.push({ part: "report", blob: manifest.report, fault: "damaged" });
  if (faults.length > 0 || report === null || policySet.kind !== "found") return { faults };
  return { manifest, policySet: policySet.policySet, parts, report };
}

async function readManifest(digest: string, blobs: BlobReader): Promise<ReplayCase | CaseFault> {
  const bytes = await blobs.get(digest);
  const faulty = (fault: CaseFault["fault"]): CaseFault => ({ part: "case", blob: digest, fault });
  if (bytes === null) return faulty("missing");
  if (sha256Hex(bytes) !== digest) return faulty("damaged");
  try {
    const manifest: JsonValue = JSON.parse(Buffer.from(bytes).toString("utf8"));
    if (!isJsonObject(manifest) || manifest["format"] !== replayFormat) return faulty("unknown-format");
    // Written by `makeCase`, and by nobody else: its name says so.
    return manifest as unknown as ReplayCase;
  } catch {
    return faulty("unknown-format");
  }
}

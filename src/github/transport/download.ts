import type { Download } from "../plan-ports.ts";
import { GitHubError } from "../ports.ts";

/** An artifact of the size that is taken comes within seconds. */
const downloadTimeoutMs = 60_000;
const retryMs = 10_000;

/**
 * Fetches from an address that GitHub gave, which holds its own permission: no header of ours goes along, and no
 * further redirect is followed. Stops at the first byte too many.
 */
export async function download(address: URL, bytesMax: number): Promise<Download> {
  try {
    const signal = AbortSignal.timeout(downloadTimeoutMs);
    const response = await fetch(address, { redirect: "error", credentials: "omit", signal });
    if (response.status === 404 || response.status === 410) {
      await response.body?.cancel();
      return { kind: "gone" };
    }
    if (response.status !== 200) {
      await response.body?.cancel();
      throw unavailable(`it was answered with ${response.status}`);
    }
    return await whole(response, bytesMax);
  } catch (error) {
    // The address is a permission by itself: what fetch says of it stays here.
    throw error instanceof GitHubError ? error : unavailable("the connection failed, or took too long");
  }
}

async function whole(response: Response, bytesMax: number): Promise<Download> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > bytesMax) return { kind: "too-large" };
    chunks.push(chunk);
  }
  return { kind: "archive", bytes: Buffer.concat(chunks, bytes) };
}

function unavailable(why: string): GitHubError {
  return new GitHubError("unavailable", `The download of an artifact failed: ${why}.`, {
    retryAfterMs: retryMs,
  });
}

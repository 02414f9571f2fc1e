import { GitHubError, type PullReading } from "../ports.ts";
import type { Client } from "../transport/client.ts";
import type { OrganisationAnswer } from "./answer.ts";

/** A hundred times the largest that makes sense; the reader of settings has its own, lower limit. */
const organisationFileBytesMax = 4 * 1024 * 1024;

/**
 * The organisation's file as the query brought it. GraphQL cuts long texts and gives none for binary ones: those are
 * fetched whole, so that a file that cannot be read is seen as that, and never as one that is not there.
 */
export async function organisationFile(
  client: Client,
  owner: string,
  organisation: OrganisationAnswer | null,
  where: { readonly configurationRepository: string; readonly configurationFile: string },
): Promise<PullReading["organisationFile"]> {
  const target = organisation?.defaultBranchRef?.target;
  const blob = target?.file?.object;
  const { configurationFile: path, configurationRepository: repository } = where;
  if (!target?.oid || !blob?.oid) return null;
  const commit = target.oid;
  if (typeof blob.text === "string" && blob.isTruncated !== true)
    return { text: blob.text, path, commit, repository };
  if ((blob.byteSize ?? 0) > organisationFileBytesMax)
    throw new GitHubError(
      "invalid",
      `${path} of ${owner}/${repository} is larger than ${organisationFileBytesMax} bytes. Make it smaller.`,
    );
  const { data } = await client.octokit.rest.git.getBlob({ owner, repo: repository, file_sha: blob.oid });
  const encoding = data.encoding === "base64" ? "base64" : "utf8";
  return { text: Buffer.from(data.content, encoding).toString("utf8"), path, commit, repository };
}

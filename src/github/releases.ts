import { orNull } from "./reader.ts";
import { clientSettings, createClient, type ServerOptions } from "./transport/client.ts";

/** Releases of a repository, of which each keeps one text under its tag. Every call may throw `GitHubError`. */
export interface Releases {
  /** Tags that begin so, newest first. */
  tags(prefix: string): Promise<readonly string[]>;
  /** `null`: there is no release of this tag. */
  text(tag: string): Promise<string | null>;
  /** Gives the address of the page. */
  publish(release: { readonly tag: string; readonly title: string; readonly text: string }): Promise<string>;
}

export interface ReleasesOptions extends ServerOptions {
  readonly token: string;
  readonly owner: string;
  readonly name: string;
}

const pageSize = 100;
/** Of the newest: a release a day for almost three years. */
const pagesMax = 10;

/** With a token of its own: the App may write no contents, and must not. */
export function createReleases(options: ReleasesOptions): Releases {
  const { token, owner, name: repo } = options;
  const { octokit } = createClient(clientSettings(options), { auth: token }, { renews: false });
  return {
    async tags(prefix) {
      const tags: string[] = [];
      for (let page = 1; page <= pagesMax; page += 1) {
        const { data } = await octokit.rest.repos.listReleases({ owner, repo, per_page: pageSize, page });
        tags.push(...data.filter(({ draft }) => !draft).map(({ tag_name: tag }) => tag));
        if (data.length < pageSize) break;
      }
      return tags.filter((tag) => tag.startsWith(prefix));
    },
    async text(tag) {
      const answer = await orNull(() => octokit.rest.repos.getReleaseByTag({ owner, repo, tag }));
      return answer === null ? null : (answer.data.body ?? "").replaceAll("\r\n", "\n");
    },
    async publish({ tag, title, text }) {
      const { data } = await octokit.rest.repos.createRelease({
        owner,
        repo,
        tag_name: tag,
        name: title,
        body: text,
        make_latest: "false",
      });
      return data.html_url;
    },
  };
}

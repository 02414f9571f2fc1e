import { type Annotation, type CheckRunContent, checkName } from "../../model/publication.ts";
import type { RepositoryRef } from "../ports.ts";
import type { Client } from "../transport/client.ts";
import { cut } from "./cut.ts";

/** GitHub ends summary and text at 65,535 characters. */
const checkTextMax = 65_535;
const titleMax = 255;
/** More annotations than this are read by nobody; the comment has them all. */
const annotationsMax = 100;
/** GitHub takes so many at a time. */
const annotationsPerRequest = 50;
/** 64 KB of UTF-8, at up to three bytes a character. */
const annotationTextMax = 20_000;
const labelMax = 20;
const descriptionMax = 40;
/** Check runs whose annotations this process remembers. */
const rememberedMax = 2_000;

type Update = NonNullable<Parameters<Client["octokit"]["rest"]["checks"]["update"]>[0]>;
type SentAnnotation = NonNullable<NonNullable<Update["output"]>["annotations"]>[number];

/** Writes the check run. What it remembers only saves calls. */
export class CheckWriter {
  readonly #client: Client;
  /** What stands in each run: GitHub adds annotations, and never takes one away. */
  readonly #standing = new Map<number, ReadonlySet<string>>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** A run whose annotations no longer hold is followed by a new one, which GitHub shows and counts instead. */
  async write(
    ref: RepositoryRef,
    head: string,
    content: CheckRunContent,
    id: number | null,
  ): Promise<number> {
    const wanted = content.annotations.slice(0, annotationsMax).map(sent);
    const standing = id === null ? noAnnotations : await this.#standingIn(ref, id);
    const wantedKeys = new Set(wanted.map(keyOf));
    const stale = [...standing].some((key) => !wantedKeys.has(key));
    const run = id === null || stale ? null : { id, standing };
    const missing = wanted.filter((annotation) => run?.standing.has(keyOf(annotation)) !== true);
    const written = await this.#first(
      ref,
      head,
      content,
      run?.id ?? null,
      missing.slice(0, annotationsPerRequest),
    );
    for (let from = annotationsPerRequest; from < missing.length; from += annotationsPerRequest)
      await this.#more(ref, content, written, missing.slice(from, from + annotationsPerRequest));
    this.#remember(written, wantedKeys);
    return written;
  }

  async #first(
    { owner, name: repo }: RepositoryRef,
    head: string,
    content: CheckRunContent,
    id: number | null,
    annotations: SentAnnotation[],
  ): Promise<number> {
    const { checks } = this.#client.octokit.rest;
    const fields = { owner, repo, name: checkName, ...this.#fields(content, annotations) };
    const { data } =
      id === null
        ? await checks.create({ ...fields, head_sha: head })
        : await checks.update({ ...fields, check_run_id: id });
    return data.id;
  }

  async #more(
    { owner, name: repo }: RepositoryRef,
    content: CheckRunContent,
    id: number,
    annotations: SentAnnotation[],
  ): Promise<void> {
    const { output } = this.#fields(content, annotations);
    await this.#client.octokit.rest.checks.update({ owner, repo, check_run_id: id, output });
  }

  #fields(content: CheckRunContent, annotations: SentAnnotation[]) {
    const { conclusion, detailsUrl, text } = content;
    const done = { completed_at: new Date(this.#client.time.now()).toISOString() };
    return {
      external_id: content.externalId,
      ...(conclusion === null
        ? { status: "in_progress" as const }
        : { status: "completed" as const, conclusion, ...done }),
      ...(detailsUrl === null ? {} : { details_url: detailsUrl }),
      output: {
        title: cut(content.title, titleMax),
        summary: cut(content.summary, checkTextMax),
        ...(text === null ? {} : { text: cut(text, checkTextMax) }),
        ...(annotations.length === 0 ? {} : { annotations }),
      },
      actions: content.actions.map((action) => ({
        identifier: action.identifier,
        label: cut(action.label, labelMax),
        description: cut(action.description, descriptionMax),
      })),
    };
  }

  /** What an earlier process wrote is asked for. */
  async #standingIn({ owner, name: repo }: RepositoryRef, id: number): Promise<ReadonlySet<string>> {
    const known = this.#standing.get(id);
    if (known !== undefined) return known;
    const { octokit } = this.#client;
    const annotations = await octokit.paginate(octokit.rest.checks.listAnnotations, {
      owner,
      repo,
      check_run_id: id,
      per_page: 100,
    });
    return new Set(annotations.map(keyOf));
  }

  #remember(id: number, annotations: ReadonlySet<string>): void {
    this.#standing.delete(id);
    this.#standing.set(id, annotations);
    const [oldest] = this.#standing.keys();
    if (this.#standing.size > rememberedMax && oldest !== undefined) this.#standing.delete(oldest);
  }
}

const noAnnotations: ReadonlySet<string> = new Set();

function sent(annotation: Annotation): SentAnnotation {
  return {
    path: annotation.path,
    start_line: annotation.startLine,
    end_line: annotation.endLine,
    annotation_level: annotation.level,
    title: cut(annotation.title, titleMax),
    message: cut(annotation.message, annotationTextMax),
  };
}

function keyOf(annotation: {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: string | null;
  readonly title?: string | null;
  readonly message: string | null;
}): string {
  const { path, start_line, end_line, annotation_level, title, message } = annotation;
  return JSON.stringify([path, start_line, end_line, annotation_level, title ?? "", message ?? ""]);
}

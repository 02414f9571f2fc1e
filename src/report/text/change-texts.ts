export interface ChangeTexts {
  title: string;
  readonly columns: readonly [string, string];
  resources(count: number): string;
  created: string;
  deleted: string;
  /** A namespace, with what is in it. */
  deletedWith(count: number): string;
  replaced: string;
  moved: string;
  forgotten: string;
  read: string;
  notTold: string;
  /** Nothing in it is shown, and yet it counts as changed. */
  updated: string;
  changed(label: string, before: string, after: string): string;
  added(label: string, after: string): string;
  removed(label: string, before: string): string;
  inContainer(container: string, text: string): string;
  /** Environment variables, or keys of a ConfigMap, by their names. */
  variables(kind: "variables" | "keys", names: readonly string[]): string;
  variable(name: string, what: "changed" | "added" | "removed"): string;
  moreValues(count: number): string;
  sameFor(name: string, count: number): string;
  /** Several resources, each with a part of what is told. */
  withMore(name: string, count: number): string;
  moreRows(count: number): string;
  readonly labels: {
    readonly cpuLimit: string;
    readonly memoryLimit: string;
    readonly cpuRequest: string;
    readonly memoryRequest: string;
    readonly replicas: string;
    readonly image: string;
  };
}

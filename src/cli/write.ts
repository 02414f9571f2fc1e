/**
 * Writes to standard output, and waits until a pipe has taken everything: a process that ends earlier cuts its own
 * output off. Who reads only the beginning (`| head`) has closed the pipe, and that is no failure.
 */
export function write(text: string): Promise<void> {
  const { stdout } = process;
  // Without a listener of ours, the stream would throw beside telling the callback.
  if (!stdout.listeners("error").includes(toldToTheCallback)) stdout.on("error", toldToTheCallback);
  return new Promise((resolve, reject) => {
    stdout.write(text, (error) => {
      if (error && !isClosedPipe(error)) reject(error);
      else resolve();
    });
  });
}

function toldToTheCallback(): void {}

function isClosedPipe(error: NodeJS.ErrnoException): boolean {
  return error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED";
}

import { SingleBar } from 'cli-progress';
import type { Session } from './session.ts';
import { cleanLine } from './clean-text.ts';
import { CliExit, EXIT } from './exit.ts';
import { followJob } from './live.ts';
import type { JobEvent } from './operations.ts';
import type { Output } from './output.ts';
import { jobResults, resultsText } from './results.ts';
import { isFinal, type Job, type StatusCounts } from './shapes.ts';

/** Shows events as they come. */
interface Report {
  event(event: JobEvent): Promise<void>;
  note(text: string): void;
  /** Leaves the terminal as it was. */
  end(): void;
}

/**
 * Watches a job until it is final, then prints its results.
 *
 * @param job - as it was when the watching began
 * @param after - the last version whose event is not wanted; by default only what is new is shown
 * @throws CliExit with code 1 when the job ended in another status than COMPLETED
 */
export async function watchJob(session: Session, job: Job, after: number = job.version): Promise<void> {
  const { api, io, output, signal } = session;
  const report = output.json || !io.isTTY ? lines(output) : bar(session, job);
  let { status } = job;
  try {
    if (!isFinal(job.status) || after < job.version) {
      const note = (text: string): void => report.note(text);
      const follow = { jobId: job.id, after, since: job.version, signal, pause: io.pause, note };
      for await (const event of followJob(api, follow)) {
        status = event.status;
        await report.event(event);
      }
    }
  } catch (error) {
    if (error instanceof CliExit && error.code === EXIT.interrupted) {
      report.note(`No longer watching; the job goes on. To watch it again: shotboard watch ${job.id}`);
    }
    throw error;
  } finally {
    report.end();
  }
  const results = await jobResults(api, job.id);
  await output.result(results, () => resultsText(results));
  if (status !== 'COMPLETED') throw new CliExit(EXIT.jobNotCompleted);
}

/** How many items are final. */
function finalItems(counts: StatusCounts): number {
  return counts.completed + counts.error + counts.cancelled + counts.terminated + counts.depleted;
}

/** A line an event: a JSON document, or plain words where there is no terminal. */
function lines(output: Output): Report {
  return {
    event: (event) => output.result({ event }, () => eventText(event)),
    note: (text) => output.note(text),
    end: () => undefined,
  };
}

function eventText({ version, at, kind, message, status, itemCounts, items }: JobEvent): string {
  const changes = items.map(
    (item) => `item ${item.index} ${item.status}${item.message ? `: ${item.message}` : ''}`,
  );
  const words = [message ?? '', ...changes].filter((text) => text !== '').map(cleanLine);
  const head = `${at}  #${version} ${kind}  ${status} ${finalItems(itemCounts)}/${itemCounts.total}`;
  return [head, ...(words.length > 0 ? [words.join(', ')] : [])].join('  ');
}

/** A progress bar on the terminal. */
function bar({ io }: Session, job: Job): Report {
  const progress = new SingleBar({
    // cli-progress asks the stream itself whether it is a terminal.
    stream: io.stderr,
    format: '{bar} {value}/{total} items  {status}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    fps: 10,
    hideCursor: true,
    gracefulExit: false,
    clearOnComplete: false,
  });
  let latest = { final: finalItems(job.itemCounts), status: statusText(job.status, job.itemCounts) };
  const start = (): void => progress.start(job.itemCounts.total, latest.final, { status: latest.status });
  start();
  return {
    event: async ({ status, itemCounts }) => {
      latest = { final: finalItems(itemCounts), status: statusText(status, itemCounts) };
      progress.update(latest.final, { status: latest.status });
      await Promise.resolve();
    },
    note: (text) => {
      progress.stop();
      io.stderr.write(`${cleanLine(text)}\n`);
      start();
    },
    end: () => progress.stop(),
  };
}

function statusText(status: string, counts: StatusCounts): string {
  const failed = counts.error + counts.terminated + counts.depleted;
  return cleanLine(failed > 0 ? `${status}, ${failed} failed` : status);
}

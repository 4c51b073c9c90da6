import type { CDPSession, Page } from 'playwright-core';

/** What a person does: a tap on what the selector finds, or a text typed into it. */
export interface Act {
  selector: string;
  text?: string;
}

/**
 * Does it, and waits for the first frame that shows something else; all of it within the page. Milliseconds until that
 * frame is painted: it is looked for as each frame begins, so that looking neither takes the page's time nor misses one.
 */
export const actToPaint = (page: Page, act: Act, until: string): Promise<number> =>
  page.evaluate(
    async ({ act, until }) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const isThere = (): boolean =>
        until.split(' && ').every((part) => {
          const [selector = '', text] = part.split(' :: ');
          const found = document.querySelector(selector);
          return found !== null && (text === undefined || found.textContent.includes(text));
        });
      const element = document.querySelector<HTMLInputElement>(act.selector);
      if (element === null) throw new Error(`no ${act.selector}`);
      const begun = performance.now();
      if (act.text === undefined) element.click();
      else {
        element.value = act.text;
        for (const name of ['input', 'change']) element.dispatchEvent(new Event(name, { bubbles: true }));
      }
      do {
        if (performance.now() - begun > 40_000) throw new Error(`${until} never came`);
        await frame();
      } while (!isThere());
      // What is sent now arrives after the frame's own task, which styles, lays out and paints.
      await new Promise<void>((resolve) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve();
        channel.port2.postMessage(0);
      });
      return performance.now() - begun;
    },
    { act, until },
  );

/**
 * Resolves with the frame in which something is there. A locator of the tool would bring its own script into the page,
 * 0.66 MB of its heap.
 */
export const isDrawn = (page: Page, selector: string): Promise<void> =>
  page.evaluate(async (selector) => {
    const begun = performance.now();
    while (!document.querySelector(selector)?.getClientRects().length) {
      if (performance.now() - begun > 120_000) throw new Error(`${selector} never came`);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }, selector);

/** Resolves when the page has had nothing to do for a second: no timer of it came late. */
export const isIdle = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const STEP_MS = 50;
    const LATE_MS = 30;
    for (let quiet = 0; quiet < 20; quiet++) {
      const due = performance.now() + STEP_MS;
      await new Promise((resolve) => setTimeout(resolve, STEP_MS));
      if (performance.now() - due > LATE_MS) quiet = -1;
      if (performance.now() > 120_000) return;
    }
  });

/** After a forced collection of garbage. */
export async function heapMegabytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 1_048_576;
}

/** Slows a page's processor; the session also tells its heap. */
export async function slowed(page: Page, times: number): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: times });
  return session;
}

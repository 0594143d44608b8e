import type { Browser } from 'playwright-core';
import { launch, openPage, type PageOptions, type Watched } from './browser.ts';
import { type Service, startService } from './service.ts';

/** The console page, open in a browser over a service of its own. */
export interface Visit extends Watched {
  service: Service;
  browser: Browser;
  close(): Promise<void>;
}

/** Start a service and a browser, and open the page. */
export async function visitConsole(options: PageOptions = {}): Promise<Visit> {
  const [service, browser] = await Promise.all([startService(), launch()]);
  const close = async () => {
    await browser.close();
    service.stop();
  };
  try {
    return { ...(await openPage(browser, service.console, options)), service, browser, close };
  } catch (error) {
    await close();
    throw error;
  }
}

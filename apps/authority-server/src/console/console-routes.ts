import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { PUBLIC_URL, type PublicUrl } from '../config/public-url.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { explainMissingConsole, findConsole, serveConsole, type PageConfig } from './console-files.js';

/** Serves the console where it is built, otherwise the reason why it is missing. */
@Injectable()
export class ConsoleRoutes {
  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(PUBLIC_URL) private readonly publicUrl: PublicUrl,
  ) {}

  /** Registers the routes. @throws {App2WxappError} `invalid_options` when `CONSOLE_DIR` contains no console */
  async register(): Promise<void> {
    const folder = findConsole(this.settings.CONSOLE_DIR);
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    if (folder === undefined) explainMissingConsole(fastify);
    else await serveConsole(fastify, folder, { publicUrl: this.publicUrl, config: this.buildConfig() });
  }

  private buildConfig(): PageConfig {
    const { REQUEST_TIMEOUT_MS, SIMULATOR_URL, BACKEND_URL, DOCS_URL } = this.settings;
    return {
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
      simulatorUrl: SIMULATOR_URL,
      backendUrl: BACKEND_URL,
      docsUrl: DOCS_URL,
    };
  }
}

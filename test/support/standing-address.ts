import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * An address that stays while the server behind it is killed and comes back on another port. Nobody
 * listens while it is closed: a connection is refused, as by a machine whose server is gone.
 */
export class StandingAddress {
  private readonly sockets = new Set<Socket>();
  private server: Server | null = null;
  private chosen = 0;

  get port(): number {
    return this.chosen;
  }

  /** The same URL with this address in place of the server's own. */
  of(url: string): string {
    const standing = new URL(url);
    standing.hostname = '127.0.0.1';
    standing.port = String(this.chosen);
    // A URL of another scheme than http keeps no bare slash, and NATS takes none.
    return standing.href;
  }

  async leadTo(port: number): Promise<void> {
    await this.close();
    const server = createServer((near) => {
      const far = connect(port, '127.0.0.1');
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          other.destroy();
          this.sockets.delete(one);
        });
      }
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.chosen, '127.0.0.1', resolve));
    const address = server.address();
    if (address !== null && typeof address !== 'string') this.chosen = address.port;
  }

  /** What is connected stays so and hears nothing more, as behind a cable that was pulled. */
  goSilent(): void {
    for (const socket of this.sockets) socket.unpipe().pause();
  }

  async close(): Promise<void> {
    const { server } = this;
    if (server === null) return;
    this.server = null;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}

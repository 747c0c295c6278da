package io.weir.admin;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.error.RefusedException;
import io.weir.engine.listener.Unbound;
import io.weir.engine.text.Durations;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin address: one HTTP server for operators and their tools.
 *
 * <p>Thread: {@link #start} and {@link #stop} belong to the composition root, one after the other;
 * {@link #address} may be asked by any thread.
 */
public final class AdminServer {
  private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

  private final AdminSettings settings;
  private final AdminSources sources;
  private final Exposition exposition;
  private volatile @Nullable Server server;
  private volatile @Nullable InetSocketAddress bound;

  /** Opens nothing and starts nothing; even making the server waits, since it takes a while. */
  public AdminServer(AdminSettings settings, AdminSources sources) {
    this.settings = settings;
    this.sources = sources;
    this.exposition = new Exposition(sources.metrics());
  }

  /**
   * Binds the address and answers from then on.
   *
   * @throws RefusedException {@link ErrorCode#UNUSABLE_ENVIRONMENT} if the address cannot be bound
   */
  public void start() {
    ServerSocketChannel channel = bind();
    try {
      bound = (InetSocketAddress) channel.getLocalAddress();
      AdminRoutes routes = new AdminRoutes(settings, sources, exposition, this::onLoopback);
      Server made = AdminHttp.server(routes.servlet());
      server = made;
      AdminHttp.connector(made).open(channel);
      made.start();
    } catch (Exception e) {
      closeQuietly(channel);
      throw new IllegalStateException("The admin address did not start", e);
    }
  }

  /**
   * The bound address, with the real port.
   *
   * @throws IllegalStateException if it is not bound
   */
  public InetSocketAddress address() {
    InetSocketAddress address = bound;
    if (address == null) {
      throw new IllegalStateException("The admin address is not bound");
    }
    return address;
  }

  /**
   * Accepts no more, lets running requests end and closes the address. Without effect if it does
   * not run.
   *
   * @param deadline how long running requests may take; 0: they are cut off
   */
  public void stop(Duration deadline) {
    Server running = server;
    try {
      if (running != null) {
        running.setStopTimeout(deadline.toMillis());
        running.stop();
      }
    } catch (Exception e) {
      LOG.warn(
          "event=admin_requests_cut_off deadline={} reason=\"{}\"",
          Durations.print(deadline),
          e.toString());
    }
    bound = null;
    exposition.close();
  }

  private boolean onLoopback() {
    return address().getAddress().isLoopbackAddress();
  }

  private ServerSocketChannel bind() {
    InetSocketAddress wanted = new InetSocketAddress(settings.host(), settings.port());
    if (wanted.isUnresolved()) {
      throw unusable("its host name is not known", new IOException(settings.host()));
    }
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        return channel.bind(wanted);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw unusable(Unbound.inWords(e), e);
    }
  }

  private RefusedException unusable(String why, IOException cause) {
    String message =
        "The admin address %s cannot be opened: %s; choose another with --admin or admin.address"
            .formatted(settings.address(), why);
    return new RefusedException(new Refusal(ErrorCode.UNUSABLE_ENVIRONMENT, message), cause);
  }

  private static void closeQuietly(ServerSocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("event=admin_close_failed", e);
    }
  }
}

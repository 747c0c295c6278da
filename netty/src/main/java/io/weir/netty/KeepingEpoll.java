package io.weir.netty;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.util.concurrent.ThreadAwareExecutor;

/**
 * Epoll that keeps a connection of which nothing is wanted for now, as of a paused one whose peer
 * has ended its side. Netty takes it out of epoll (netty/netty#16689), and fails to change it when
 * something is wanted again. Here it stays, and tells of its loss, once. Thread: the loop.
 */
final class KeepingEpoll implements IoHandler {
  private final IoHandler epoll;

  private KeepingEpoll(IoHandler epoll) {
    this.epoll = epoll;
  }

  static IoHandlerFactory newFactory() {
    IoHandlerFactory factory = EpollIoHandler.newFactory();
    return new IoHandlerFactory() {
      @Override
      public IoHandler newHandler(ThreadAwareExecutor executor) {
        return new KeepingEpoll(factory.newHandler(executor));
      }

      @Override
      public boolean isChangingThreadSupported() {
        return factory.isChangingThreadSupported();
      }
    };
  }

  @Override
  public void initialize() {
    epoll.initialize();
  }

  @Override
  public int run(IoHandlerContext context) {
    return epoll.run(context);
  }

  @Override
  public void prepareToDestroy() {
    epoll.prepareToDestroy();
  }

  @Override
  public void destroy() {
    epoll.destroy();
  }

  @Override
  public IoRegistration register(IoHandle handle) throws Exception {
    return new Kept(epoll.register(handle));
  }

  @Override
  public void wakeup() {
    epoll.wakeup();
  }

  @Override
  public boolean isCompatible(Class<? extends IoHandle> type) {
    return epoll.isCompatible(type);
  }

  private static final class Kept implements IoRegistration {
    private final IoRegistration registration;
    private boolean added;

    Kept(IoRegistration registration) {
      this.registration = registration;
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // as Netty has it
    public <T> T attachment() {
      return registration.attachment();
    }

    @Override
    public long submit(IoOps wanted) {
      boolean nothing = wanted.equals(EpollIoOps.NONE);
      added |= !nothing;
      return registration.submit(nothing && added ? EpollIoOps.EPOLLET : wanted);
    }

    @Override
    public boolean isValid() {
      return registration.isValid();
    }

    @Override
    public boolean cancel() {
      return registration.cancel();
    }
  }
}

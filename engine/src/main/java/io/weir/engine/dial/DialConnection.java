package io.weir.engine.dial;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.frame.FrameEncoder;
import io.weir.engine.socket.Acceptor;
import io.weir.engine.socket.CloseReason;
import io.weir.engine.socket.FrameBuffer;
import io.weir.engine.socket.FrameMemory;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Opener;
import io.weir.engine.socket.Opening;
import io.weir.engine.socket.Socket;
import io.weir.engine.socket.SocketHandler;
import io.weir.engine.socket.Wire;
import io.weir.engine.stream.Cursor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt of a link, and the connection that comes of it: it stands between the edge and the
 * session, and hears everything that the session hears. Thread: the link's loop.
 */
final class DialConnection implements Acceptor, SocketHandler, DialProgress, OpenDialogue.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(DialConnection.class);

  private final Owner owner;
  private final DialSettings settings;
  private final DialUser user;
  private final FrameMemory memory;
  private final Resume.Trail trail;
  private final OpenDialogue dialogue;

  private @Nullable Loop loop;
  private @Nullable Opening opening;
  private @Nullable DialedSocket socket;
  private @Nullable SocketHandler session;
  private @Nullable Vigil vigil;
  private @Nullable Ending ending;
  private @Nullable CloseReason abandoned;
  private boolean over;

  /** The link. */
  interface Owner {

    /** It is connected and the opening messages are exchanged. */
    void onOpen(DialConnection connection);

    /** See {@link DialProgress#onProgress}. */
    void onProgress(DialConnection connection);

    /** The attempt has failed, or the connection has ended. Told once. */
    void onEnded(DialConnection connection, Ending ending);
  }

  DialConnection(
      Owner owner, DialSettings settings, DialUser user, FrameMemory memory, Resume resume) {
    this.owner = owner;
    this.settings = settings;
    this.user = user;
    this.memory = memory;
    this.trail = resume.trail();
    this.dialogue = new OpenDialogue(settings.open(), resume.last(), this);
  }

  @Override
  public void accept(Loop on, Opening offered) {
    loop = on;
    opening = offered;
    if (abandoned != null) {
      turnDown(offered, abandoned);
    } else if (user.hearsEarly()) {
      begin();
    } else {
      openAlone();
    }
  }

  /** For the dialogue: the session begins when that is over. */
  private void openAlone() {
    try {
      open();
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("event=link_opening_failed", e);
      end(Ending.of("the connection could not be opened"));
    }
  }

  /** Nobody wants the connection any more. */
  private void turnDown(Opening offered, CloseReason reason) {
    offered.refuse(new Refusal(ErrorCode.SHUTTING_DOWN, reason.reason()));
    end(Ending.of(reason.reason()));
  }

  /** Hands the connection to a session. */
  private void begin() {
    Opening offered = opening;
    Loop on = loop;
    if (offered == null || on == null) {
      throw new IllegalStateException("not connected");
    }
    try {
      user.next(this).accept(on, new Share(offered));
    } catch (RuntimeException e) {
      LOG.error("event=link_session_failed", e);
      fail(new Refusal(ErrorCode.INTERNAL_ERROR, "the session could not begin"));
    }
  }

  /** Null: the peer has gone meanwhile. */
  private @Nullable DialedSocket open() {
    Opening offered = opening;
    Socket opened = offered == null ? null : offered.open(this);
    if (opened == null) {
      end(Ending.of("the peer has gone"));
      return null;
    }
    DialedSocket dialed = new DialedSocket(opened);
    socket = dialed;
    vigil = new Vigil(settings, dialed, this::send, this::lose);
    vigil.begin();
    dialogue.proceed();
    return dialed;
  }

  @Override
  public void onOpened() {
    owner.onOpen(this);
    if (!user.hearsEarly() && !over) {
      begin();
    }
  }

  @Override
  public boolean isPaused() {
    return socket != null && socket.isPaused();
  }

  @Override
  public void send(String text) {
    if (socket != null) {
      FrameBuffer frame = FrameEncoder.text(memory, text.getBytes(StandardCharsets.UTF_8));
      try {
        socket.write(frame, 0, frame.bytes().capacity());
        socket.flush();
      } finally {
        frame.release();
      }
    }
  }

  @Override
  public void after(Duration delay, Runnable task) {
    if (socket != null) {
      socket
          .loop()
          .after(
              delay,
              () -> {
                if (!over) {
                  task.run();
                }
              });
    }
  }

  @Override
  public void onNoReply(String message) {
    lose(message);
  }

  /**
   * The connection is of no use any more; what is unsent would only hold up its end, as would a
   * peer that does not answer the close either.
   */
  private void lose(String message) {
    note(Ending.of(message));
    if (socket != null) {
      socket.closeAhead(CloseReason.of(new Refusal(ErrorCode.IDLE, message)));
      socket.loop().after(DialLink.FAREWELL, this::cut);
    }
  }

  private void fail(Refusal refusal) {
    note(Ending.of(refusal.message()));
    if (socket != null) {
      socket.close(CloseReason.of(refusal));
    } else if (opening != null && !over) {
      opening.refuse(refusal);
      end(Ending.of(refusal.message()));
    }
  }

  /** The first reason counts: the others follow from it. */
  private void note(Ending why) {
    if (ending == null) {
      ending = why;
    }
  }

  private void end(Ending why) {
    if (!over) {
      over = true;
      note(why);
      if (vigil != null) {
        vigil.end();
      }
      owner.onEnded(this, Optional.ofNullable(ending).orElse(why));
    }
  }

  /**
   * The link is to stop: closes what is open, behind what was written.
   *
   * @return whether there is a connection, of which the end will be told
   */
  boolean stop(CloseReason reason) {
    abandoned = reason;
    if (socket != null && !over) {
      note(Ending.of(reason.reason()));
      socket.close(reason);
      return true;
    }
    return false;
  }

  /** Waits for the peer no longer. */
  void cut() {
    if (socket != null && !over) {
      socket.cut();
    }
  }

  @Override
  public void onMessage(boolean text, ByteBuffer payload) {
    if (vigil != null) {
      vigil.onMessage();
    }
    if (!dialogue.takes(payload) && session != null) {
      trail.onMessage(payload);
      session.onMessage(text, payload);
    }
  }

  @Override
  public void onDrained() {
    if (session != null) {
      session.onDrained();
    }
  }

  @Override
  public void onPong(long number) {
    if (number < 0 && vigil != null) {
      vigil.onPong(number);
    } else if (session != null) {
      session.onPong(number);
    }
  }

  @Override
  public void onCloseFrame(CloseReason reason) {
    note(Ending.of(reason));
    if (session != null) {
      session.onCloseFrame(reason);
    }
  }

  @Override
  public Refusal onClosing(Refusal refusal) {
    note(Ending.of(refusal.message()));
    return session == null ? refusal : session.onClosing(refusal);
  }

  @Override
  public void onClosed() {
    try {
      if (session != null) {
        session.onClosed();
      }
    } finally {
      end(Ending.of("the connection has ended without a close frame"));
    }
  }

  @Override
  public void onProgress() {
    owner.onProgress(this);
  }

  @Override
  public void onSettled(long messages) {
    trail.onSettled(messages);
  }

  /** The handshake as the session has it. */
  private final class Share implements Opening {
    private final Opening offered;

    Share(Opening offered) {
      this.offered = offered;
    }

    @Override
    public Wire wire() {
      return offered.wire();
    }

    @Override
    public @Nullable Socket open(SocketHandler handler) {
      if (over) {
        return null;
      }
      if (socket == null && abandoned != null) {
        turnDown(offered, abandoned);
        return null;
      }
      session = handler;
      if (socket != null) {
        return socket;
      }
      Socket opened = DialConnection.this.open();
      if (opened == null) {
        session = null;
      }
      return opened;
    }

    @Override
    public void onBegun(Cursor begin) {
      offered.onBegun(begin);
    }

    @Override
    public Opener opener() {
      return offered.opener();
    }

    @Override
    public void refuse(Refusal refusal) {
      fail(refusal);
    }
  }
}

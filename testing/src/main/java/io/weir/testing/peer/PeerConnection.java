package io.weir.testing.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.testing.peer.Conduct.Ending;
import io.weir.testing.peer.Conduct.Habit;
import io.weir.testing.socket.WireFrame;
import io.weir.testing.socket.WireParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection to the flaky peer. Threads: its own, and where it is fed another one, which sends.
 */
final class PeerConnection {
  private static final int FINAL = 0x80;
  private static final int THOUGHT_MILLIS = 5;
  private static final int PARTING_MILLIS = 2_000;
  private static final Pattern FED = Pattern.compile("/feed\\?after=(-?\\d+)");
  private static final String REPLY = "{\"ok\":true}";

  private final Socket socket;
  private final Visit visit;
  private final Conduct conduct;
  private final Feed feed;
  private final CountDownLatch over;
  private boolean replies;
  private volatile boolean parting;

  /**
   * @param over counted down when the peer has ended
   */
  PeerConnection(Socket socket, Visit visit, Feed feed, CountDownLatch over) {
    this.socket = socket;
    this.visit = visit;
    this.conduct = visit.conduct();
    this.feed = feed;
    this.over = over;
  }

  /** Returns when it has ended. */
  void run() throws InterruptedException {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = socket.getInputStream();
      if (conduct.has(Habit.STALL)) {
        in.transferTo(OutputStream.nullOutputStream());
      } else {
        greet(Handshake.read(in));
      }
      visit.onEnded("ended");
    } catch (IOException e) {
      visit.onEnded(String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      visit.onViolation(String.valueOf(e.getMessage()));
      visit.onEnded("violation");
    }
  }

  private void greet(Handshake handshake) throws IOException, InterruptedException {
    visit.onHandshake(handshake.target());
    send(handshake.answer(conduct.status()));
    if (conduct.status() == 101) {
      replies = handshake.target().startsWith("/acks");
      Matcher fed = FED.matcher(handshake.target());
      if (fed.matches()) {
        long after = Long.parseLong(fed.group(1));
        Thread.ofVirtual().start(() -> feed(after + 1));
      } else {
        endIfDue(0);
      }
      hear();
    }
  }

  // What comes

  private void hear() throws IOException, InterruptedException {
    if (conduct.has(Habit.DEAF)) {
      over.await();
      return;
    }
    WireParser parser = new WireParser(true);
    byte[] piece = new byte[16 << 10];
    for (int size = read(piece); size >= 0; size = read(piece)) {
      for (WireFrame frame : parser.feed(Arrays.copyOf(piece, size))) {
        if (!onFrame(frame)) {
          return;
        }
      }
    }
  }

  private int read(byte[] piece) throws IOException {
    return socket.isClosed() ? -1 : socket.getInputStream().read(piece);
  }

  /** False: it is the last one. */
  private boolean onFrame(WireFrame frame) throws IOException, InterruptedException {
    if (frame.opcode() == WireFrame.CLOSE) {
      onClose(frame);
      return false;
    }
    if (parting) {
      return true;
    }
    if (frame.opcode() == WireFrame.PING) {
      pong(frame);
    } else if (!frame.isControl()) {
      onMessage(frame.text());
    }
    return true;
  }

  private void onClose(WireFrame frame) throws IOException {
    if (parting) {
      visit.onHeard();
    } else {
      visit.onEnded("closed with " + frame.closeCode() + " " + frame.closeReason());
      send(frame(WireFrame.CLOSE, frame.payload()));
    }
  }

  private void pong(WireFrame ping) throws IOException, InterruptedException {
    if (!conduct.has(Habit.MUTE)) {
      int received = visit.count();
      think();
      send(frame(WireFrame.PONG, ping.payload()));
      if (!replies) {
        visit.onAnswered(received);
      }
    }
  }

  private void onMessage(String text) throws IOException, InterruptedException {
    visit.onReceived(text);
    int received = visit.count();
    if (replies && !conduct.has(Habit.MUTE)) {
      think();
      send(frame(WireFrame.TEXT, REPLY.getBytes(UTF_8)));
      visit.onAnswered(received);
    }
    endIfDue(received);
  }

  private void think() throws InterruptedException {
    if (conduct.has(Habit.SLOW)) {
      over.await(THOUGHT_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  // What goes

  /** Sends the feed from a number on, for as long as the connection lasts. */
  private void feed(long from) {
    try {
      long next = from;
      for (int sent = 0; feed.await(next) && !parting && !socket.isClosed(); sent++) {
        if (endIfDue(sent)) {
          return;
        }
        think();
        send(frame(WireFrame.TEXT, Feed.message(next++).getBytes(UTF_8)));
        visit.onFed();
      }
    } catch (IOException e) {
      visit.onEnded(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] frame(int opcode, byte[] payload) {
    return new WireFrame(FINAL | opcode, false, payload).encode();
  }

  private synchronized void send(byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    if (!conduct.has(Habit.DRIP)) {
      out.write(bytes);
      return;
    }
    for (byte each : bytes) {
      out.write(each);
    }
  }

  // The end

  private boolean endIfDue(int messages) throws IOException {
    boolean due = conduct.ending() != Ending.NEVER && messages == conduct.after();
    if (due) {
      parting = true;
      socket.setSoTimeout(PARTING_MILLIS);
      end();
    }
    return due;
  }

  private void end() throws IOException {
    switch (conduct.ending()) {
      case NEVER -> {}
      case RESET -> {
        byte[] whole = frame(WireFrame.TEXT, REPLY.getBytes(UTF_8));
        send(Arrays.copyOf(whole, whole.length / 2));
        socket.setSoLinger(true, 0);
        socket.close();
      }
      case CUT -> socket.shutdownOutput();
      case CLOSE -> send(frame(WireFrame.CLOSE, reason()));
    }
  }

  private byte[] reason() {
    return conduct.code() == 0
        ? new byte[0]
        : ByteBuffer.allocate(7)
            .putShort((short) conduct.code())
            .put("flaky".getBytes(UTF_8))
            .array();
  }
}

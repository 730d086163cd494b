package dev.sirencast.benchmarks;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * The peer: frames behind a length of four bytes over Netty and nothing else, a thread on each
 * side, the same kind of sockets.
 */
final class BareNetty implements AutoCloseable {
  private static final int LENGTH_BYTES = 4;
  private static final int FLUSH_BYTES = 1 << 16;

  private final EventLoopGroup serverLoop = loop();
  private final EventLoopGroup clientLoop = loop();
  private final List<byte[]> frames;

  BareNetty(List<byte[]> frames) {
    this.frames = frames;
  }

  private static EventLoopGroup loop() {
    IoHandlerFactory handlers =
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new MultiThreadIoEventLoopGroup(1, handlers);
  }

  /** Seconds until a client has all frames that it sent to a server that sends back what comes. */
  double echo() throws InterruptedException {
    return transfer(Echo::new, true);
  }

  /** Seconds until a client has all frames that a server sends it. */
  double oneWay() throws InterruptedException {
    return transfer(() -> new Source(frames), false);
  }

  private double transfer(Supplier<ChannelHandler> serverSide, boolean clientSends)
      throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Channel listener =
        new ServerBootstrap()
            .group(serverLoop)
            .channel(
                Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(initializer(serverSide))
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    long start = System.nanoTime();
    Channel client =
        new Bootstrap()
            .group(clientLoop)
            .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel socket) {
                    socket.pipeline().addLast(decoder(), new Counter(frames.size(), done));
                    if (clientSends) {
                      socket.pipeline().addLast(new Source(frames));
                    }
                  }
                })
            .connect(listener.localAddress())
            .sync()
            .channel();
    done.await();
    double seconds = (System.nanoTime() - start) * 1e-9;
    client.close().sync();
    listener.close().sync();
    return seconds;
  }

  private static ChannelInitializer<SocketChannel> initializer(Supplier<ChannelHandler> handler) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(SocketChannel socket) {
        socket.pipeline().addLast(handler.get());
      }
    };
  }

  private static LengthFieldBasedFrameDecoder decoder() {
    return new LengthFieldBasedFrameDecoder(1 << 16, 0, LENGTH_BYTES, 0, LENGTH_BYTES);
  }

  /** Sends back what comes, as it comes; while that does not get away, it reads no more. */
  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      context.write(bytes);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      context.channel().config().setAutoRead(context.channel().isWritable());
    }
  }

  /** Sends all frames as the socket takes them. */
  private static final class Source extends ChannelInboundHandlerAdapter {
    private final List<byte[]> frames;
    private int next;
    private boolean writing;

    Source(List<byte[]> frames) {
      this.frames = frames;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      write(context);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      write(context);
    }

    private void write(ChannelHandlerContext context) {
      if (writing) {
        return;
      }
      writing = true;
      while (next < frames.size() && context.channel().isWritable()) {
        ByteBuf batch = context.alloc().buffer(FLUSH_BYTES + (1 << 11));
        while (next < frames.size() && batch.readableBytes() < FLUSH_BYTES) {
          byte[] frame = frames.get(next++);
          batch.writeInt(frame.length).writeBytes(frame);
        }
        context.writeAndFlush(batch);
      }
      writing = false;
    }
  }

  /** Takes frames as arrays, as ours are handed on. */
  private static final class Counter extends SimpleChannelInboundHandler<ByteBuf> {
    private final CountDownLatch done;
    private int left;

    Counter(int count, CountDownLatch done) {
      this.left = count;
      this.done = done;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf in) {
      byte[] frame = new byte[in.readableBytes()];
      in.readBytes(frame);
      if (frame.length > 0 && --left == 0) {
        done.countDown();
      }
    }
  }

  @Override
  public void close() {
    serverLoop.shutdownGracefully();
    clientLoop.shutdownGracefully();
  }
}

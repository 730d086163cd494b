package dev.sirencast.transport.publish;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An answer of one short record. */
final class OneRecord implements Answer {
  private final Consumer<ByteBuf> writer;
  private boolean over;

  OneRecord(Consumer<ByteBuf> writer) {
    this.writer = writer;
  }

  @Override
  public @Nullable ByteBuf next(ByteBufAllocator memory) {
    if (over) {
      return null;
    }
    over = true;
    ByteBuf record = memory.buffer();
    writer.accept(record);
    return record;
  }
}

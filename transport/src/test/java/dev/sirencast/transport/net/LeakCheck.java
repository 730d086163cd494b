package dev.sirencast.transport.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class in which a buffer was not released: Netty's detector, which is at paranoid
 * here, else only writes it down. Registered for all classes by {@code META-INF/services}.
 */
public final class LeakCheck implements AfterAllCallback {
  private static final List<String> LEAKS = new CopyOnWriteArrayList<>();

  static {
    ByteBufUtil.setLeakListener((type, records) -> LEAKS.add(type + records));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (context.getParent().filter(parent -> parent.getTestClass().isPresent()).isPresent()) {
      return; // a nested class: the outer one is asked
    }
    System.gc();
    // What was collected is told of when the next buffer is made.
    PooledByteBufAllocator.DEFAULT.buffer(1).release();
    List<String> found = List.copyOf(LEAKS);
    LEAKS.clear();
    assertEquals(List.of(), found, "buffers that were not released");
  }
}

package dev.sirencast.receiver;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What some code allocates. */
final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** The bytes of all objects that this thread makes in a task, be they free again by its end. */
  static long of(Runnable task) {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    task.run();
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }
}

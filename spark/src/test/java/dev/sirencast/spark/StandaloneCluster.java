package dev.sirencast.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Spark's own master and workers on loopback, each a process, as on a cluster. */
final class StandaloneCluster implements AutoCloseable {
  private final Path home;
  private final int port;
  private final Process master;
  private final List<Process> workers = new ArrayList<>();

  StandaloneCluster(Path home, int count) throws IOException, InterruptedException {
    this.home = home;
    // Spark's scripts look for its jars there.
    Files.createSymbolicLink(
        home.resolve("jars"), Path.of(System.getProperty("sirencast.spark.lib")));
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    master =
        start(
            "master",
            "deploy.master.Master",
            "--port",
            Integer.toString(port),
            "--webui-port",
            "0");
    // Whatever becomes of the tests, no process stays behind.
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    while (!isUp()) {
      if (!master.isAlive()) {
        throw new IOException("no master: " + Files.readString(home.resolve("master.log")));
      }
      Thread.sleep(100);
    }
    for (int worker = 0; worker < count; worker++) {
      workers.add(
          start(
              "worker" + worker,
              "deploy.worker.Worker",
              "--cores",
              "1",
              "--memory",
              "1g",
              "--webui-port",
              "0",
              "--work-dir",
              home.resolve("work" + worker).toString(),
              master()));
    }
  }

  String master() {
    return "spark://127.0.0.1:" + port;
  }

  /** Ends a worker and all that it has started, as a machine's failure would. */
  void kill(int worker) {
    ProcessHandle process = workers.get(worker).toHandle();
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  private boolean isUp() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Process start(String name, String main, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("jvm.options").toAbsolutePath());
    command.addAll(List.of("-Xmx192m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", home.resolve("jars") + File.separator + "*"));
    command.addAll(List.of("org.apache.spark." + main, "--host", "127.0.0.1"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.redirectErrorStream(true).redirectOutput(home.resolve(name + ".log").toFile());
    return builder.start();
  }

  @Override
  public void close() {
    for (int worker = 0; worker < workers.size(); worker++) {
      kill(worker);
      workers.get(worker).onExit().join();
    }
    master.destroyForcibly().onExit().join();
  }
}

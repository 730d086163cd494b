package dev.sirencast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes that people make: each gets one line that names it, and no work is begun. */
class UsageMistakesTest {
  @TempDir static Path folder;

  @BeforeAll
  static void write() throws IOException {
    Path stream = Streams.write(Streams.small(0), folder.resolve("a.siren"));
    CommandRun.of("decode", stream, "-o", folder.resolve("p.png"), "--quiet");
    Files.writeString(folder.resolve("notes.txt"), "no picture");
    Files.createDirectory(folder.resolve("folder"));
  }

  /** In a command {@code @} stands for the folder; the last column is found in the line. */
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          2 ! encde @p.png -o @x.siren                              ! 'encde' is no command; expected demo, encode
          2 ! --frobnicate                                          ! '--frobnicate' is no option
          2 ! help encde                                            ! 'encde' is no command; expected demo, encode
          2 ! bench decod                                           ! 'decod' is no command; expected decode, train, codec, patches, simulate, carousel;
          2 ! bench                                                 ! subcommand
          2 ! encode                                                ! --output=OUT.siren.*INPUT
          2 ! encode @p.png                                         ! --output
          2 ! encode @p.png -o                                      ! --output.*OUT.siren
          2 ! encode @p.png @p.png -o @x.siren                      ! p.png' is one argument too many
          2 ! encode @p.png -o @x.siren --byte 100                  ! '--byte' is no option; did you mean --bytes
          2 ! encode @p.png -o @x.siren --bytes                     ! --bytes
          2 ! encode @p.png -o @x.siren --bytes many                ! --bytes: 'many' is not a whole number
          2 ! encode @p.png -o @x.siren --bytes -5                  ! 1 byte or more, got -5
          2 ! encode @p.png -o @x.siren --bytes 9000 --bits 8       ! --bits, --bytes,.* exclude each other
          2 ! encode @p.png -o @x.siren --bytes 9000 --bytes 8000   ! --bytes.*only once
          2 ! encode @p.png -o @x.siren --steps 1e3                 ! --steps: '1e3' is not a whole number
          2 ! encode @p.png -o @x.siren --steps -3                  ! steps must be 1 to 100000000, got -3
          2 ! encode @p.png -o @x.siren --effort quick              ! --effort: 'quick'.* fast, normal or best
          2 ! encode @p.png -o @x.siren --effort fast --steps 5     ! --effort .*not with --steps
          2 ! encode @p.png -o @x.siren --effort fast --time 5s     ! --time does not go with --effort
          2 ! encode @p.png -o @x.siren --time soon                 ! --time: 'soon' .*10s
          2 ! encode @p.png -o @x.siren --resize 0x9                ! --resize: '0x9' .*192x128
          2 ! encode @p.png -o @x.siren --robust gauss:1e-3         ! 'gauss:1e-3' is no noise; expected gaussian
          2 ! encode @p.png -o @x.siren --robust loss:8%            ! --robust loss:8%.*--protect auto with --channel
          2 ! encode @p.png -o @x.siren --robust mask:2             ! mask must be .*below 1, got 2
          2 ! encode @p.png -o @x.siren --noise mask:.1 --loss mse  ! --noise goes with --loss noise-aware
          2 ! encode @p.png -o @x.siren --protect full              ! --protect: 'full' .*none, bits or auto
          2 ! encode @p.png -o @x.siren --protect auto --overhead 900% ! --overhead must be 0 to 400%
          2 ! encode @p.png -o @x.siren --fec rs(4)                 ! --fec: 'rs\\(4\\)'.*rs\\(k,m\\)
          2 ! encode @p.png -o @x.siren --fec rs(4,2) --protect auto ! --fec .*--protect
          2 ! encode @p.png -o @x.siren --patches 0x4               ! --patches .*32x32, got 0x4
          2 ! encode @p.png -o @x.siren --patches 8x8 --bits 8      ! --patches 8x8 does not go with --bits
          2 ! encode @p.png -o @x.siren --packet-bytes 9000         ! 64 to 1100, got 9000
          2 ! encode @p.png -o @x.siren --meta title                ! --meta: 'title' is not KEY=VALUE
          2 ! encode @p.png -o @x.siren --psnr high                 ! --psnr: 'high' is not a number
          2 ! encode @p.png -o @x.siren --clip 0,1                  ! --clip is for audio and video
          2 ! encode @p.png -o @x.siren --frame-rate 25             ! --frame-rate goes with --frames
          2 ! encode @p.png -o @x.siren --resume                    ! --resume needs --checkpoint
          2 ! encode @p.png -o @p.png                               ! -o is the same file as INPUT
          1 ! encode @none.png -o @x.siren                          ! none.png: no such file
          1 ! encode @notes.txt -o @x.siren                         ! notes.txt: not a picture
          2 ! encode @p.png -o @none/x.siren                        ! there is no directory
          2 ! encode @p.png -o @folder                              ! folder: is a directory
          2 ! encode-batch -o @x                                    ! INPUT
          2 ! encode-batch @p.png                                   ! --output
          2 ! encode-batch @p.png -o @p.png                         ! p.png: cannot be made a folder
          2 ! encode-batch @p.png -o @x --engine cloud              ! --engine: 'cloud' .*expected local
          2 ! encode-batch @p.png -o @x --master local[2]           ! --master does not go with --engine local
          2 ! encode-batch @p.png -o @x --workers 0                 ! --workers must be 1 to 65536, got 0
          2 ! encode-batch @p.png -o @x --bytes 9000 --bits 8       ! --bits, --bytes,.* exclude each other
          2 ! encode-batch @p.png -o @x --effort fast --time 5s     ! --time does not go with --effort
          2 ! encode-batch @p.png -o @x --root @folder              ! p.png: is not below --root
          1 ! encode-batch @folder -o @x                            ! folder: no signals there; expected files such as .png
          1 ! encode-batch @*.jpg -o @x                             ! \\*.jpg: no signals there
          2 ! decode @a.siren -o @a.siren                           ! -o is the same file as IN.siren
          2 ! decode @a.siren -o @x.gif                             ! x.gif: .*\\.png
          1 ! decode @p.png -o @x.png                               ! p.png: not a SirenCast stream
          1 ! decode @a.siren -o @x.png --reference @none.png       ! none.png: no such file
          2 ! decode @a.siren -o @x.png --scale 0                   ! --scale must be above 0
          2 ! decode @a.siren -o @x.png --region 1,2,3              ! --region is X,Y,W,H, got 3
          2 ! decode @a.siren -o @x.png --region 0,0,999,999        ! --region: 999 pixels
          2 ! decode @a.siren -o @x.png --policy lenient            ! --policy: 'lenient' .*strict
          2 ! decode @a.siren -o @x.png --snapshots @folder         ! --snapshots goes with --progressive
          1 ! pack @p.png -o @x.siren                               ! p.png: not a safetensors file
          2 ! pack @p.png -o @x.siren --grid 9                      ! --grid: '9' .*192x128
          2 ! unpack @a.siren -o @x.st --dtype f8                   ! --dtype: 'f8' .*f32, f16, bf16 or f64
          2 ! inspect @a.siren --predikt                            ! '--predikt' is no option
          2 ! simulate @a.siren                                     ! --reference=FILE
          2 ! simulate @a.siren --reference @p.png --channel loss   ! cannot read .*loss.* as in loss\\(1%\\)
          2 ! simulate @a.siren --reference @p.png --channel ber(2) ! bit error rate must be 0 to 1
          2 ! simulate @a.siren --reference @p.png --weights mask(p=3) ! p must be 0 to 1, got 3
          2 ! simulate @a.siren --reference @p.png --sweep ber=1e-5 ! --sweep: 'ber=1e-5'
          2 ! simulate @a.siren --reference @p.png --csv @none/x    ! there is no directory
          2 ! send @a.siren localhost                               ! 'localhost' is not an address; expected HOST:PORT
          2 ! send @a.siren localhost:99999                         ! port 1 to 65535
          2 ! send @a.siren 192.0.2.1:7800                          ! not encrypted.*--plain
          2 ! send @a.siren :7800 --arq                             ! --arq: .*--transport udp
          2 ! receive 7800 -o @x.png                                ! '7800' is not an address
          2 ! receive :7800 -o @x.png --tls                         ! --tls: listening needs --cert and --key
          2 ! relay :7801 localhost:7801 --for x                    ! --for: 'x' is not a number
          1 ! serve @p.png                                          ! p.png: is no directory
          2 ! serve @folder --receivers 0                           ! 1 to 65536 receivers, got 0
          2 ! receive -o @x.png                                     ! expected one of .HOST.:PORT and --from
          1 ! receive -o @x.png --from kafka://here/t               ! sirencast-kafka
          2 ! receive -o @x.png --from kafka:here                   ! no address of a log
          2 ! receive :7800 -o @x.png --stream a                    ! go with --from
          2 ! receive -o @x.png --from kafka://here/t --once        ! --once and --for go with .*--group
          2 ! receive -o @x.png --from kafka://h/t --since noon     ! --since: 'noon' is no time
          2 ! serve @folder --once                                  ! go with --to
          1 ! serve @folder --to kafka://here/t                     ! sirencast-kafka
          2 ! list localhost:1 --timeout 0                          ! --timeout must be 0.001 to 86400
          2 ! fetch localhost:1 a -o @none/x.siren                  ! there is no directory
          2 ! reproduce table9 --data @folder                       ! EXPERIMENT: 'table9' .*table1, table2
          1 ! demo -o @p.png                                        ! p.png: cannot be made a directory
          """)
  void getsOneLine(int exitCode, String command, String expected) {
    CommandRun run =
        CommandRun.of(
            Arrays.stream(command.split(" +"))
                .map(word -> word.replace("@", folder + "/"))
                .toArray());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("sirencast: "), run.err());
    assertTrue(Pattern.compile(expected).matcher(run.err()).find(), run.err());
    assertEquals(exitCode, run.exitCode(), run.err());
    assertTrue(Files.notExists(folder.resolve("x.siren")));
  }
}

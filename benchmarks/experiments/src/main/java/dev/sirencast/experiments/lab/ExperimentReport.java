package dev.sirencast.experiments.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;

/**
 * What an experiment leaves.
 *
 * @param page the report as Markdown
 * @param json the same as an object
 * @param files the files written
 */
public record ExperimentReport(String page, ObjectNode json, List<Path> files) {
  /** Takes a snapshot of the list. */
  public ExperimentReport {
    files = List.copyOf(files);
  }
}

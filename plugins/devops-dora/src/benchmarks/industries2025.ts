/**
 * Mean and standard deviation of the answers of an industry, from 0 to 10,
 * where 10 is best.
 *
 * @public
 */
export interface Benchmark {
  mean: number;
  std: number;
}

/**
 * What an industry answered.
 *
 * @public
 */
export interface IndustryBenchmark {
  name: string;
  leadTime: Benchmark;
  deploymentFrequency: Benchmark;
  recoveryTime: Benchmark;
  changeFailRate: Benchmark;
  reworkRate: Benchmark;
  throughput: Benchmark;
  stability: Benchmark;
  /** Mean of the five metrics. */
  overall: number;
}

type Numbers = [mean: number, std: number];

/**
 * Names of the industries of the benchmark.
 *
 * @public
 */
export type Industry =
  | 'all'
  | 'consumer'
  | 'media_entertainment'
  | 'non_profit'
  | 'technology'
  | 'telecommunications'
  | 'education'
  | 'financial_services'
  | 'healthcare_pharmaceuticals'
  | 'energy'
  | 'government'
  | 'insurance'
  | 'industrials_manufacturing'
  | 'other';

/**
 * What each industry answered in the survey of 2025.
 *
 * Source: DORA Quick Check, 2025 edition (dora.dev, CC BY 4.0).
 *
 * @public
 */
export const INDUSTRY_BENCHMARKS_2025: Readonly<
  Record<Industry, Readonly<IndustryBenchmark>>
> = {
  all: row(
    'All industries',
    [5.5, 2.4],
    [4.8, 2.8],
    [7.4, 2.1],
    [1.9, 2.1],
    [2.2, 2.2],
    [6.0, 2.1],
    [2.1, 2.0],
  ),
  consumer: row(
    'Retail/Consumer/e-Commerce',
    [5.9, 2.3],
    [5.3, 2.7],
    [7.8, 1.8],
    [1.7, 2.0],
    [2.0, 1.9],
    [6.3, 2.0],
    [1.8, 1.7],
  ),
  media_entertainment: row(
    'Media & Entertainment',
    [5.8, 2.4],
    [5.2, 2.7],
    [7.6, 2.1],
    [1.8, 1.8],
    [1.8, 1.7],
    [6.2, 2.2],
    [1.8, 1.6],
  ),
  non_profit: row(
    'Non-profit',
    [5.9, 2.7],
    [4.5, 2.6],
    [7.5, 1.8],
    [2.2, 2.8],
    [2.1, 2.5],
    [6.1, 2.0],
    [2.2, 2.7],
  ),
  technology: row(
    'Technology',
    [5.7, 2.4],
    [4.9, 2.8],
    [7.4, 2.1],
    [1.9, 2.0],
    [2.3, 2.2],
    [6.1, 2.1],
    [2.1, 2.0],
  ),
  telecommunications: row(
    'Telecommunications',
    [5.2, 2.4],
    [4.7, 2.6],
    [7.2, 2.3],
    [2.4, 2.5],
    [2.6, 2.5],
    [5.7, 2.1],
    [2.5, 2.4],
  ),
  education: row(
    'Education',
    [5.5, 2.6],
    [4.5, 2.9],
    [6.6, 2.6],
    [2.7, 2.4],
    [2.9, 2.3],
    [5.6, 2.3],
    [2.7, 2.1],
  ),
  financial_services: row(
    'Financial Services',
    [5.4, 2.3],
    [5.1, 2.6],
    [7.7, 1.9],
    [1.7, 2.1],
    [1.9, 1.9],
    [6.1, 1.9],
    [1.8, 1.8],
  ),
  healthcare_pharmaceuticals: row(
    'Healthcare & Pharmaceuticals',
    [5.0, 2.6],
    [4.3, 2.8],
    [7.1, 2.2],
    [2.5, 2.3],
    [2.6, 2.4],
    [5.6, 2.2],
    [2.5, 2.2],
  ),
  energy: row(
    'Energy',
    [5.4, 2.5],
    [4.5, 2.7],
    [7.2, 1.9],
    [1.8, 1.8],
    [2.1, 1.9],
    [5.8, 2.0],
    [1.9, 1.6],
  ),
  government: row(
    'Government',
    [4.8, 2.6],
    [4.3, 3.0],
    [7.0, 2.1],
    [2.1, 2.2],
    [2.4, 2.2],
    [5.4, 2.3],
    [2.3, 2.0],
  ),
  insurance: row(
    'Insurance',
    [4.8, 2.2],
    [4.4, 2.5],
    [7.5, 1.8],
    [1.7, 2.0],
    [1.8, 1.9],
    [5.7, 1.8],
    [1.8, 1.8],
  ),
  industrials_manufacturing: row(
    'Industrials & Manufacturing',
    [4.9, 2.6],
    [3.7, 2.7],
    [6.5, 2.3],
    [2.0, 1.9],
    [2.4, 2.3],
    [5.1, 2.3],
    [2.2, 2.3],
  ),
  other: row(
    'Other',
    [5.7, 2.4],
    [5.0, 2.7],
    [7.6, 2.0],
    [1.6, 1.9],
    [2.0, 2.0],
    [6.1, 2.1],
    [1.8, 1.7],
  ),
};

/**
 * Takes means and deviations as the survey publishes them, where rates and
 * instability are worst at 10.
 */
function row(
  name: string,
  leadTime: Numbers,
  deploymentFrequency: Numbers,
  recoveryTime: Numbers,
  changeFail: Numbers,
  rework: Numbers,
  throughput: Numbers,
  instability: Numbers,
): IndustryBenchmark {
  const metrics = {
    leadTime: benchmark(leadTime),
    deploymentFrequency: benchmark(deploymentFrequency),
    recoveryTime: benchmark(recoveryTime),
    changeFailRate: turned(changeFail),
    reworkRate: turned(rework),
  };
  const means = Object.values(metrics).map(({ mean }) => mean);
  return {
    name,
    ...metrics,
    throughput: benchmark(throughput),
    stability: turned(instability),
    overall: means.reduce((a, b) => a + b, 0) / means.length,
  };
}

function benchmark([mean, std]: Numbers): Benchmark {
  return { mean, std };
}

/** Where a low answer is the best one. */
function turned([mean, std]: Numbers): Benchmark {
  return { mean: 10 - mean, std };
}

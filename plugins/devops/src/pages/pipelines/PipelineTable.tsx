import type { GeneratedPipeline } from '@backstage-devops/plugin-devops-common';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import classNames from 'classnames';
import { ActionButton } from '../../components/ActionButton';
import { Age } from '../../components/Age';
import { ColumnHeads } from '../../components/ColumnHeads';
import { countsText } from '../../components/pipelines/kinds';
import { PipelineProblems } from '../../components/pipelines/PipelineDetails';
import { PipelineMark } from '../../components/StatusMark';
import { useTableStyles } from '../../components/tableStyles';
import { useTranslation } from '../../hooks/useTranslation';

/** One row for each pipeline, with a way to its differences. */
export function PipelineTable(props: {
  rows: GeneratedPipeline[];
  onOpen: (entityRef: string) => void;
}) {
  const classes = useTableStyles();
  const { t } = useTranslation();
  const columns = [
    t('pipelines.name'),
    t('pipelines.owner'),
    t('pipelines.stateHead'),
    t('pipelines.differs'),
    t('pipelines.generator'),
    t('pipelines.checked'),
    t('pipelines.details'),
  ];
  return (
    <table className={classes.table}>
      <caption className={classes.caption}>{t('pipelines.table')}</caption>
      <ColumnHeads columns={columns} />
      <tbody>
        {props.rows.map(row => (
          <Row key={row.entityRef} row={row} onOpen={props.onOpen} />
        ))}
      </tbody>
    </table>
  );
}

function Row(props: {
  row: GeneratedPipeline;
  onOpen: (entityRef: string) => void;
}) {
  const { row, onOpen } = props;
  const { generator } = row;
  const classes = useTableStyles();
  const { t } = useTranslation();
  return (
    <tr>
      <th
        scope="row"
        className={classNames(classes.cell, classes.rowHead, classes.sticky)}
      >
        <EntityRefLink entityRef={row.entityRef} title={row.name} />
      </th>
      <td className={classes.cell}>
        {row.owner && <EntityRefLink entityRef={row.owner} />}
      </td>
      <td className={classes.cell}>
        <PipelineMark state={row.state} />
      </td>
      <td className={classes.cell}>
        <div className={classes.long}>
          {countsText(row.differences, t) ||
            t(row.checkedAt ? 'pipelines.nothing' : 'pipelines.never')}
          <PipelineProblems pipeline={row} />
        </div>
      </td>
      <td className={classes.cell}>
        {generator
          ? `${generator.name} ${generator.version}`
          : t('pipelines.unknownGenerator')}
      </td>
      <td className={classes.cell}>
        {row.checkedAt ? <Age at={row.checkedAt} /> : t('pipelines.never')}
      </td>
      <td className={classes.cell}>
        <ActionButton
          variant="outlined"
          onClick={() => onOpen(row.entityRef)}
          aria-label={t('pipelines.detailsOf', { name: row.name })}
        >
          {t('pipelines.details')}
        </ActionButton>
      </td>
    </tr>
  );
}

import type { Slo } from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import classNames from 'classnames';
import { BudgetBar } from '../../components/BudgetBar';
import { titleOf } from '../../components/sloTitle';
import { SloMark } from '../../components/StatusMark';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  list: { listStyle: 'none', margin: theme.spacing(0, -1), padding: 0 },
  item: {
    width: '100%',
    display: 'block',
    textAlign: 'left',
    padding: theme.spacing(1),
    borderLeft: '3px solid transparent',
    ...theme.typography.body2,
    '&:hover': { background: theme.palette.action.hover },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.link}`,
      outlineOffset: -2,
    },
  },
  selected: {
    borderLeftColor: theme.palette.primary.main,
    background: theme.palette.action.selected,
  },
  title: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    columnGap: theme.spacing(1),
    fontWeight: 'bold',
    overflowWrap: 'anywhere',
  },
}));

/** The objectives, the ones in trouble first. */
export function SloList(props: {
  slos: Slo[];
  selected: string;
  onSelect: (id: string) => void;
}) {
  const { slos, selected, onSelect } = props;
  const classes = useStyles();
  return (
    <ul className={classes.list}>
      {slos.map(slo => (
        <li key={slo.id}>
          <ButtonBase
            className={classNames(
              classes.item,
              slo.id === selected && classes.selected,
            )}
            aria-current={slo.id === selected}
            onClick={() => onSelect(slo.id)}
          >
            <span className={classes.title}>
              {titleOf(slo)}
              <SloMark state={slo.state} />
            </span>
            <BudgetBar slo={slo} />
          </ButtonBase>
        </li>
      ))}
    </ul>
  );
}

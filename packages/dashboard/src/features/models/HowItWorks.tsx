import { AcademicCapIcon, CircleStackIcon, QuestionMarkCircleIcon } from '@heroicons/react/24/outline'
import { SimpleGrid, Stack, Text, Title } from '@mantine/core'
import classes from './HowItWorks.module.css'

const steps = [
  {
    Icon: QuestionMarkCircleIcon,
    title: 'Ask',
    text: 'Paste a text or fill in numbers, and see what the model says and what made it say so. Free, and it stays in your browser.',
  },
  {
    Icon: AcademicCapIcon,
    title: 'Teach',
    text: 'Show the model a sample and say what it is. Some models take a deposit on being right, some are free, and some are a market that takes bundles of samples with a stake.',
  },
  {
    Icon: CircleStackIcon,
    title: 'Claim',
    text: 'When the rules find your lesson right, the deposit comes back, you earn points and badges, or you get a part of a bounty. When they find it wrong, what you staked goes to others. Rules can be gamed: an honest lesson can lose too.',
  },
]

/** The product in three steps, for those who see it for the first time. */
export function HowItWorks() {
  return (
    <section aria-labelledby="how">
      <Title order={2} id="how" mb="md">
        How it works
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xl">
        {steps.map(({ Icon, title, text }) => (
          <Stack key={title} gap={6}>
            <span className={classes.icon}>
              <Icon width={22} aria-hidden />
            </span>
            <Title order={3}>{title}</Title>
            <Text c="dimmed">{text}</Text>
          </Stack>
        ))}
      </SimpleGrid>
    </section>
  )
}
